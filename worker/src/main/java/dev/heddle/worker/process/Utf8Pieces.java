package dev.heddle.worker.process;

import dev.heddle.worker.redact.TextSink;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Turns bytes, cut anywhere, into text; what is no UTF-8 becomes replacement characters. */
public final class Utf8Pieces {

  private static final int CHUNK = 16 << 10;

  private final List<TextSink> sinks;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
  private final CharBuffer chars = CharBuffer.allocate(CHUNK + 1);

  public Utf8Pieces(List<TextSink> sinks) {
    this.sinks = List.copyOf(sinks);
  }

  /** Passes on the first {@code count} bytes of {@code chunk}. */
  public void bytes(byte[] chunk, int count) {
    int from = 0;
    while (from < count) {
      int part = Math.min(count - from, bytes.remaining());
      bytes.put(chunk, from, part).flip();
      decoder.decode(bytes, chars, false);
      bytes.compact();
      pass();
      from += part;
    }
  }

  /** Passes on what was held back as the beginning of a character. */
  public void flush() {
    bytes.flip();
    decoder.decode(bytes, chars, true);
    decoder.flush(chars);
    pass();
  }

  private void pass() {
    String piece = chars.flip().toString();
    chars.clear();
    if (!piece.isEmpty()) {
      sinks.forEach(sink -> sink.text(piece));
    }
  }
}
