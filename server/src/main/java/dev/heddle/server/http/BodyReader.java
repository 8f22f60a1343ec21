package dev.heddle.server.http;

import dev.heddle.values.BrokenText;
import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads a JSON object from a request, never more than the limit. */
final class BodyReader {

  private static final int MOST_DIGITS = 18;

  private BodyReader() {}

  static MapValue read(Sent sent, int limit) {
    String text = decode(bytes(sent, limit));
    if (text.isBlank()) {
      return MapValue.EMPTY;
    }
    Value value = parse(text);
    if (value instanceof MapValue map) {
      refuseBrokenTexts(map);
      return map;
    }
    throw new ProblemException(
        ProblemCode.INVALID_JSON, "The body must be an object, not a " + value.typeName() + ".");
  }

  private static void refuseBrokenTexts(MapValue map) {
    List<FieldError> errors =
        BrokenText.in(map).stream()
            .map(broken -> FieldError.at(broken.path(), broken.reason()))
            .toList();
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }

  /** Refuses what says itself that it is too large. */
  static void checkAnnounced(Sent sent, int limit) {
    String length = sent.header("Content-Length").orElse("0");
    // What is no number, or a larger one than fits, never comes this far.
    if (length.length() > MOST_DIGITS || Long.parseLong(length) > limit) {
      throw tooLarge(limit);
    }
  }

  private static ProblemException tooLarge(int limit) {
    return new ProblemException(
        ProblemCode.BODY_TOO_LARGE, "A body has at most " + limit + " bytes.");
  }

  static byte[] bytes(Sent sent, int limit) {
    try (InputStream in = sent.body()) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw tooLarge(limit);
      }
      return bytes;
    } catch (IOException broken) {
      throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "The body could not be read.");
    }
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new ProblemException(ProblemCode.INVALID_JSON, "The body is not UTF-8.");
    }
  }

  private static Value parse(String text) {
    try {
      return Json.read(text);
    } catch (JsonException bad) {
      String before = text.substring(0, Math.min(bad.offset(), text.length()));
      int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
      int column = before.length() - before.lastIndexOf('\n');
      String message = bad.getMessage() == null ? "is no JSON" : bad.getMessage();
      FieldError error = new FieldError("", line, column, "", message, "");
      throw new ProblemException(Problem.of(ProblemCode.INVALID_JSON, List.of(error)));
    }
  }
}
