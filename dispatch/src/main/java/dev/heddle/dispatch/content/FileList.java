package dev.heddle.dispatch.content;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files of a directory. Its text is canonical, so that the digest of the text stands for all of
 * them. What is read from elsewhere can name nothing outside the directory it is unpacked into.
 */
public record FileList(List<Entry> entries) {

  /** The most files of a pack. */
  public static final int MOST_FILES = 10_000;

  /** The most bytes of a pack. */
  public static final long MOST_BYTES = 256L << 20;

  /** The longest text of a list, in bytes. */
  public static final int LONGEST_TEXT = 8 << 20;

  private static final Pattern PATH =
      Pattern.compile(
          "(?:(?!\\.{1,2}(?:/|$))[^/\\\\\\x00-\\x1f\\x7f]{1,255}/)*(?!\\.{1,2}$)[^/\\\\\\x00-\\x1f\\x7f]{1,255}");

  public FileList {
    entries = List.copyOf(entries);
    if (entries.size() > MOST_FILES) {
      throw new IllegalArgumentException("a pack has at most " + MOST_FILES + " files");
    }
    long bytes = 0;
    Set<String> names = new HashSet<>();
    for (Entry entry : entries) {
      bytes += entry.size();
      if (!names.add(entry.path().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("two files differ in nothing but case: " + entry.path());
      }
    }
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException("a pack has at most " + MOST_BYTES + " bytes");
    }
  }

  /**
   * One file.
   *
   * @param path relative, with {@code /}; no part is {@code .} or {@code ..}
   */
  public record Entry(String path, long size, String digest, boolean executable) {
    public Entry {
      if (path.length() > 1_000 || !PATH.matcher(path).matches()) {
        throw new IllegalArgumentException("a file of a pack cannot have this path");
      }
      if (size < 0 || size > MOST_BYTES || !Digests.isDigest(digest)) {
        throw new IllegalArgumentException("a file of a pack has no such size or digest");
      }
    }
  }

  public String toText() {
    List<Value> files = new ArrayList<>();
    for (Entry entry : entries) {
      files.add(
          MapValue.builder()
              .put("path", entry.path())
              .put("size", entry.size())
              .put("digest", entry.digest())
              .put("executable", entry.executable())
              .build());
    }
    return Json.write(new ListValue(files));
  }

  /**
   * Reads {@link #toText}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static FileList read(byte[] bytes) {
    try {
      if (bytes.length <= LONGEST_TEXT
          && Json.read(new String(bytes, StandardCharsets.UTF_8)) instanceof ListValue files) {
        return new FileList(files.items().stream().map(FileList::entry).toList());
      }
    } catch (JsonException notJson) {
      throw new IllegalArgumentException("a list of files is no JSON", notJson);
    }
    throw new IllegalArgumentException("a list of files is something else");
  }

  private static Entry entry(Value value) {
    if (value instanceof MapValue map
        && map.get("path") instanceof TextValue path
        && map.get("size") instanceof IntegerValue size
        && map.get("digest") instanceof TextValue digest
        && map.get("executable") instanceof BooleanValue executable) {
      return new Entry(
          path.text(), size.number(), digest.text(), executable.equals(BooleanValue.TRUE));
    }
    throw new IllegalArgumentException("a list of files has an entry that is none");
  }
}
