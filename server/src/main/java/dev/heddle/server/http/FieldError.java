package dev.heddle.server.http;

import dev.heddle.values.MapValue;

/**
 * One mistake in a request.
 *
 * @param path where: a dotted path in the body, {@code query.NAME}, or a file's name
 * @param line in the text at {@code path}, from 1; 0 if it has no lines
 * @param column from 1; 0 if it has no lines
 * @param code stable name of the mistake, or empty
 * @param hint what to do about it, or empty
 */
public record FieldError(
    String path, int line, int column, String code, String message, String hint) {

  public static FieldError at(String path, String message) {
    return new FieldError(path, 0, 0, "", message, "");
  }

  public MapValue toValue() {
    MapValue.Builder members = MapValue.builder().put("path", path);
    if (line > 0) {
      members.put("line", line).put("column", Math.max(column, 1));
    }
    if (!code.isEmpty()) {
      members.put("code", code);
    }
    members.put("message", message);
    if (!hint.isEmpty()) {
      members.put("hint", hint);
    }
    return members.build();
  }
}
