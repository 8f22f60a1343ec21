package dev.heddle.platform.pack.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A tar as it streams by: ustar, with the long names of GNU and of POSIX. */
final class TarEntries implements ArchiveEntries {

  private static final int BLOCK = 512;

  /** Names longer than that are no names. */
  private static final int LONGEST_NAME = 4096;

  private static final int OWNER_EXECUTE = 0100;

  private final InputStream in;
  private final byte[] header = new byte[BLOCK];
  private long left;
  private long padding;

  TarEntries(InputStream in) {
    this.in = in;
  }

  @Override
  public Optional<Entry> next() throws IOException {
    String longName = "";
    while (true) {
      skip(left + padding);
      if (in.readNBytes(header, 0, BLOCK) < BLOCK || isEmpty()) {
        return Optional.empty();
      }
      checkSum();
      left = number(124, 12);
      padding = (BLOCK - left % BLOCK) % BLOCK;
      switch ((char) header[156]) {
        case 'L' -> longName = text(small(), 0, LONGEST_NAME);
        case 'x' -> longName = path(small()).orElse(longName);
        case 'g' -> {}
        default -> {
          return Optional.of(entry(longName.isEmpty() ? shortName() : longName));
        }
      }
    }
  }

  private Entry entry(String name) throws IOException {
    Kind kind =
        switch ((char) header[156]) {
          case '0', '\0', '7' -> name.endsWith("/") ? Kind.DIRECTORY : Kind.FILE;
          case '5' -> Kind.DIRECTORY;
          default -> Kind.OTHER;
        };
    return new Entry(name, kind, (number(100, 8) & OWNER_EXECUTE) != 0);
  }

  private String shortName() {
    String prefix = isUstar() ? text(header, 345, 155) : "";
    String name = text(header, 0, 100);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private boolean isUstar() {
    return text(header, 257, 6).equals("ustar");
  }

  private boolean isEmpty() {
    for (byte each : header) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  private void checkSum() throws IOException {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    if (sum != number(148, 8)) {
      throw new IOException("it is no tar, or it is damaged");
    }
  }

  private long number(int from, int length) throws IOException {
    String digits = text(header, from, length).strip();
    try {
      long number = digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException notOctal) {
      throw new IOException("a number in it cannot be read", notOctal);
    }
    throw new IOException("a number in it is negative");
  }

  /** The content of an entry that is about the next entry. */
  private byte[] small() throws IOException {
    if (left > LONGEST_NAME) {
      throw new IOException("a name in it is too long");
    }
    byte[] content = in.readNBytes((int) left);
    left = 0;
    return content;
  }

  /** The record {@code path} of a POSIX header: {@code length key=value\n} each. */
  private static Optional<String> path(byte[] records) {
    for (String record : new String(records, StandardCharsets.UTF_8).split("\n", -1)) {
      int key = record.indexOf(" path=");
      if (key >= 0) {
        return Optional.of(record.substring(key + 6));
      }
    }
    return Optional.empty();
  }

  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    int most = Math.min(bytes.length, from + length);
    while (end < most && bytes[end] != 0) {
      end++;
    }
    return new String(Arrays.copyOfRange(bytes, from, end), StandardCharsets.UTF_8);
  }

  private void skip(long bytes) throws IOException {
    in.skipNBytes(bytes);
    left = 0;
    padding = 0;
  }

  @Override
  public InputStream content() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        if (left == 0) {
          return -1;
        }
        int read = in.read();
        if (read < 0) {
          throw new IOException("it ends in the middle of a file");
        }
        left--;
        return read;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
          return -1;
        }
        int read = in.read(into, offset, (int) Math.min(length, left));
        if (read < 0) {
          throw new IOException("it ends in the middle of a file");
        }
        left -= read;
        return read;
      }
    };
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
