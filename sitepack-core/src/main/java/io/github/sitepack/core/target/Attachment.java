package io.github.sitepack.core.target;

/**
 * What is kept beside an image in a registry and points at it.
 *
 * @param mediaType what it is, also as the type of the artifact
 * @param title its name as a file
 * @param text its content
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/manifest.md">OCI image
 *     manifest, artifacts and subject</a>
 */
public record Attachment(String mediaType, String title, String text) {}
