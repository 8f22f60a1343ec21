package dev.heddle.dispatch.wire;

import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes a frame apart. Nothing is allocated on the word of a length that the frame cannot hold, and
 * values are nested no deeper than JSON may be.
 */
final class WireReader {

  private static final int DEEPEST = 512;

  private final ByteBuffer bytes;

  WireReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  boolean hasMore() {
    return bytes.hasRemaining();
  }

  int octet() {
    require(1);
    return bytes.get() & 0xff;
  }

  private void require(int count) {
    if (bytes.remaining() < count) {
      throw new WireException("a frame ends in the middle of a message");
    }
  }

  boolean flag() {
    return octet() != 0;
  }

  byte[] raw(int length) {
    require(length);
    byte[] value = new byte[length];
    bytes.get(value);
    return value;
  }

  long number() {
    long rest = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int octet = octet();
      rest |= (long) (octet & 0x7f) << shift;
      if ((octet & 0x80) == 0) {
        return (rest >>> 1) ^ -(rest & 1);
      }
    }
    throw new WireException("a number is too long");
  }

  int small() {
    long number = number();
    if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
      throw new WireException("a number is too large");
    }
    return (int) number;
  }

  /** How many things follow, each of at least one byte. */
  private int count() {
    long count = number();
    if (count < 0 || count > bytes.remaining()) {
      throw new WireException("a length is beyond the end of the frame");
    }
    return (int) count;
  }

  String text() {
    int length = count();
    String text;
    if (bytes.hasArray()) {
      int from = bytes.arrayOffset() + bytes.position();
      text = new String(bytes.array(), from, length, StandardCharsets.UTF_8);
      bytes.position(bytes.position() + length);
    } else {
      text = new String(raw(length), StandardCharsets.UTF_8);
    }
    return text;
  }

  <E extends Enum<E>> E label(E[] constants) {
    String name = text();
    for (E constant : constants) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new WireException("a constant is unknown");
  }

  Instant instant() {
    long seconds = number();
    int nanos = small();
    if (Math.abs(seconds) > 1L << 40 || nanos < 0 || nanos > 999_999_999) {
      throw new WireException("a time is out of range");
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }

  <T> Optional<T> optional(Function<WireReader, T> reader) {
    return flag() ? Optional.of(reader.apply(this)) : Optional.empty();
  }

  <T> List<T> list(Function<WireReader, T> reader) {
    int count = count();
    List<T> items = new ArrayList<>(Math.min(count, 1_000));
    for (int i = 0; i < count; i++) {
      items.add(reader.apply(this));
    }
    return items;
  }

  Map<String, String> texts() {
    int count = count();
    Map<String, String> entries = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      entries.put(text(), text());
    }
    return entries;
  }

  AttemptId attempt() {
    long execution = number();
    if (execution < 0) {
      throw new WireException("an execution id is not negative");
    }
    return new AttemptId(
        new ExecutionId(execution), new TaskKey(small(), small(), small(), small()));
  }

  Token token() {
    return new Token(raw(Token.LENGTH));
  }

  Value value() {
    return value(0);
  }

  MapValue map() {
    if (value() instanceof MapValue map) {
      return map;
    }
    throw new WireException("a map is expected");
  }

  private Value value(int depth) {
    if (depth > DEEPEST) {
      throw new WireException("a value is nested too deep");
    }
    int kind = octet();
    return switch (kind) {
      case WireWriter.NULL -> Value.nothing();
      case WireWriter.FALSE -> Value.of(false);
      case WireWriter.TRUE -> Value.of(true);
      case WireWriter.INTEGER -> Value.of(number());
      case WireWriter.DECIMAL -> decimal(text());
      case WireWriter.TEXT -> new TextValue(text());
      case WireWriter.LIST -> new ListValue(list(reader -> reader.value(depth + 1)));
      case WireWriter.MAP -> entries(depth);
      case WireWriter.SECRET -> SecretValue.mark(value(depth + 1));
      default -> throw new WireException("a value of kind " + kind + " is unknown");
    };
  }

  private MapValue entries(int depth) {
    int count = count();
    MapValue.Builder map = MapValue.builder();
    for (int i = 0; i < count; i++) {
      map.put(text(), value(depth + 1));
    }
    return map.build();
  }

  private static Value decimal(String text) {
    try {
      return NumberValue.of(new BigDecimal(text));
    } catch (ArithmeticException | NumberFormatException notOurs) {
      throw new WireException("a number cannot be read");
    }
  }
}
