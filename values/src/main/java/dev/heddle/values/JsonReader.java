package dev.heddle.values;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A recursive-descent reader over a text held in memory. */
final class JsonReader {

  /** Converting digits costs the square of their number, so refuse before, not after. */
  private static final int MAX_NUMBER_LENGTH = 2 * NumberValue.MAX_DIGITS + 2;

  private final String text;
  private final @Nullable SecretSeal seal;
  private int at;

  JsonReader(String text, @Nullable SecretSeal seal) {
    this.text = text;
    this.seal = seal;
  }

  Value read() {
    Value value = value(0);
    skipBlanks();
    if (at < text.length()) {
      throw failure("unexpected text after the JSON value");
    }
    return value;
  }

  private Value value(int depth) {
    if (depth > Json.MAX_DEPTH) {
      throw failure("JSON nested deeper than " + Json.MAX_DEPTH);
    }
    skipBlanks();
    if (at >= text.length()) {
      throw failure("unexpected end of JSON");
    }
    char c = text.charAt(at);
    return switch (c) {
      case '{' -> map(depth);
      case '[' -> list(depth);
      case '"' -> new TextValue(string());
      case 't' -> word("true", BooleanValue.TRUE);
      case 'f' -> word("false", BooleanValue.FALSE);
      case 'n' -> word("null", NullValue.INSTANCE);
      default -> {
        if (c == '-' || (c >= '0' && c <= '9')) {
          yield number();
        }
        throw failure("unexpected character '" + c + "' in JSON");
      }
    };
  }

  private Value word(String word, Value value) {
    if (!text.startsWith(word, at)) {
      throw failure("unexpected word in JSON");
    }
    at += word.length();
    return value;
  }

  private Value map(int depth) {
    at++;
    skipBlanks();
    if (peek() == '}') {
      at++;
      return MapValue.EMPTY;
    }
    MapValue.Builder entries = MapValue.builder();
    while (true) {
      skipBlanks();
      if (peek() != '"') {
        throw failure("expected a key in double quotes");
      }
      int keyAt = at;
      String key = string();
      skipBlanks();
      if (peek() != ':') {
        throw failure("expected ':' after key");
      }
      at++;
      if (!entries.putNew(key, value(depth + 1))) {
        throw new JsonException("duplicate key \"" + key + "\"", keyAt);
      }
      skipBlanks();
      char c = peek();
      at++;
      if (c == '}') {
        return opened(entries.build());
      }
      if (c != ',') {
        at--;
        throw failure("expected ',' or '}'");
      }
    }
  }

  private Value opened(MapValue map) {
    if (seal == null
        || map.keys().size() != 1
        || !(map.get(JsonWriter.SEALED_KEY) instanceof TextValue sealed)) {
      return map;
    }
    Optional<String> plain = seal.open(sealed.text());
    return plain.isEmpty() ? map : new SecretValue(Json.read(plain.get()));
  }

  private Value list(int depth) {
    at++;
    skipBlanks();
    if (peek() == ']') {
      at++;
      return ListValue.EMPTY;
    }
    List<Value> items = new ArrayList<>();
    while (true) {
      items.add(value(depth + 1));
      skipBlanks();
      char c = peek();
      at++;
      if (c == ']') {
        return new ListValue(items);
      }
      if (c != ',') {
        at--;
        throw failure("expected ',' or ']'");
      }
    }
  }

  private String string() {
    int start = ++at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        return text.substring(start, at++);
      }
      if (c == '\\') {
        return escapedString(start);
      }
      if (c < ' ') {
        throw failure("control character in a JSON string");
      }
      at++;
    }
    throw failure("unterminated JSON string");
  }

  private String escapedString(int start) {
    StringBuilder unescaped = new StringBuilder(text.length() - start).append(text, start, at);
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return unescaped.toString();
      }
      if (c < ' ') {
        at--;
        throw failure("control character in a JSON string");
      }
      unescaped.append(c == '\\' ? escape() : c);
    }
    throw failure("unterminated JSON string");
  }

  private char escape() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> unicode();
      default -> {
        at--;
        throw failure("unknown escape '\\" + c + "'");
      }
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f') {
        throw failure("expected four hex digits after \\u");
      }
      code = code << 4 | digit;
      at++;
    }
    return (char) code;
  }

  private NumberValue number() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    boolean whole = true;
    if (at < text.length() && text.charAt(at) == '.') {
      whole = false;
      at++;
      digits();
    }
    if (at < text.length() && (text.charAt(at) | 32) == 'e') {
      whole = false;
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    if (whole && at - start <= 18) {
      return new IntegerValue(Long.parseLong(text, start, at, 10));
    }
    if (at - start > MAX_NUMBER_LENGTH) {
      throw new JsonException("number out of range", start);
    }
    try {
      return NumberValue.of(new BigDecimal(text.substring(start, at)));
    } catch (ArithmeticException | NumberFormatException tooLarge) {
      throw new JsonException("number out of range", start);
    }
  }

  private void digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw failure("expected a digit");
    }
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
        return;
      }
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw failure("unexpected end of JSON");
    }
    return text.charAt(at);
  }

  private JsonException failure(String message) {
    return new JsonException(message, at);
  }
}
