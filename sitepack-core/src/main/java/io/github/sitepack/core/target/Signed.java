package io.github.sitepack.core.target;

/**
 * A signed text.
 *
 * @param mediaType of the text
 * @param text what is signed
 * @param annotation name of the annotation that holds the signature
 * @param signature its value
 */
public record Signed(String mediaType, String text, String annotation, String signature) {}
