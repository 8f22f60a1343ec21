package dev.heddle.dispatch.wire;

import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.values.BooleanValue;
import dev.heddle.values.DecimalValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Collects the bytes of a frame. */
final class WireWriter {

  static final byte NULL = 0;
  static final byte FALSE = 1;
  static final byte TRUE = 2;
  static final byte INTEGER = 3;
  static final byte DECIMAL = 4;
  static final byte TEXT = 5;
  static final byte LIST = 6;
  static final byte MAP = 7;
  static final byte SECRET = 8;

  private byte[] bytes = new byte[512];
  private int length;

  int length() {
    return length;
  }

  ByteBuffer toBuffer() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  void octet(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  void flag(boolean value) {
    octet(value ? 1 : 0);
  }

  void raw(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
  }

  /** Small numbers take few bytes, negative ones too. */
  void number(long value) {
    reserve(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    raw(utf8);
  }

  void label(Enum<?> constant) {
    text(constant.name());
  }

  void instant(Instant at) {
    number(at.getEpochSecond());
    number(at.getNano());
  }

  <T> void optional(Optional<T> value, BiConsumer<WireWriter, T> writer) {
    flag(value.isPresent());
    value.ifPresent(present -> writer.accept(this, present));
  }

  <T> void list(Collection<T> items, BiConsumer<WireWriter, T> writer) {
    number(items.size());
    items.forEach(item -> writer.accept(this, item));
  }

  void texts(Map<String, String> entries) {
    number(entries.size());
    entries.forEach((key, value) -> {
      text(key);
      text(value);
    });
  }

  void attempt(AttemptId id) {
    TaskKey task = id.task();
    number(id.execution().number());
    number(task.node());
    number(task.activation());
    number(task.item());
    number(task.attempt());
  }

  void value(Value value) {
    switch (value) {
      case NullValue _ -> octet(NULL);
      case BooleanValue flag -> octet(flag.equals(BooleanValue.TRUE) ? TRUE : FALSE);
      case IntegerValue integer -> {
        octet(INTEGER);
        number(integer.number());
      }
      case DecimalValue decimal -> {
        octet(DECIMAL);
        text(decimal.decimal().toString());
      }
      case TextValue text -> {
        octet(TEXT);
        text(text.text());
      }
      case ListValue list -> {
        octet(LIST);
        list(list.items(), WireWriter::value);
      }
      case MapValue map -> {
        octet(MAP);
        number(map.entries().size());
        map.entries()
            .forEach((key, entry) -> {
              text(key);
              value(entry);
            });
      }
      case SecretValue secret -> {
        octet(SECRET);
        value(secret.plain());
      }
    }
  }
}
