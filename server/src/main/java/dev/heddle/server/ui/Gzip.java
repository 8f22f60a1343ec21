package dev.heddle.server.ui;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Compression of what never changes and holds no secret. Answers with data are not compressed: how
 * long they are would tell of secrets in them.
 */
final class Gzip {

  private Gzip() {}

  static byte[] of(byte[] content) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(content.length / 3);
    try (OutputStream out = new Thorough(compressed)) {
      out.write(content);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return compressed.toByteArray();
  }

  /** Whether an {@code Accept-Encoding} header names it. */
  static boolean isAccepted(String header) {
    return Arrays.stream(header.toLowerCase(Locale.ROOT).split(",", -1))
        .map(String::strip)
        .anyMatch(coding ->
            coding.equals("gzip") || coding.matches("gzip\\s*;\\s*q=(1|0\\.\\d*[1-9]\\d*)"));
  }

  /** It is done once, so it may take its time. */
  private static final class Thorough extends GZIPOutputStream {
    Thorough(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
