package dev.heddle.platform;

/**
 * One mistake in what a caller sent.
 *
 * @param path dotted, such as {@code regions.0}; empty for the whole
 * @param message for people; repeats no value that was sent
 */
public record FieldError(String path, String message) {}
