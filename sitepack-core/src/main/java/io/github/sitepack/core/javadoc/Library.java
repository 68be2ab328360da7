package io.github.sitepack.core.javadoc;

import java.nio.file.Path;

/**
 * One element of a classpath and the artifact it comes from.
 *
 * @param file a jar or a folder of class files; need not exist
 * @param groupId of the artifact
 * @param artifactId of the artifact
 * @param version of the artifact
 * @param own whether the same build makes it, so that no other site can have its Javadoc yet
 */
public record Library(Path file, String groupId, String artifactId, String version, boolean own) {}
