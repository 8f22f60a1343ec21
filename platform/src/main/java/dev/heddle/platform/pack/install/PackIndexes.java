package dev.heddle.platform.pack.install;

import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The indexes packs are looked up in by name (S1-140). They are asked in order, and the first that
 * has a pack decides, so that no later one can slip in a newer version of it.
 */
public final class PackIndexes {

  private static final int LARGEST = 8 << 20;

  private final PackNetwork network;

  public PackIndexes(PackNetwork network) {
    this.network = network;
  }

  /**
   * The version of a pack that is asked for, or its newest.
   *
   * @throws IOException if an index that must be asked cannot be read, or none has it
   */
  IndexEntry find(PackSource.Indexed wanted) throws IOException {
    if (network.indexes().isEmpty()) {
      throw new IOException("there is no index to look it up in: set HEDDLE_PACK_INDEX");
    }
    for (String place : network.indexes()) {
      List<IndexEntry> versions =
          read(place).stream().filter(entry -> entry.ref().equals(wanted.ref())).toList();
      if (versions.isEmpty()) {
        continue;
      }
      return versions.stream()
          .filter(entry ->
              wanted.version().isEmpty() || wanted.version().get().equals(entry.version().text()))
          .max(Comparator.comparing(IndexEntry::version))
          .orElseThrow(() ->
              new IOException(
                  "there is no such version in "
                      + place
                      + ", only "
                      + String.join(
                          ", ", versions.stream().map(e -> e.version().text()).toList())));
    }
    throw new IOException("no index has it");
  }

  /** The newest version of every pack that mentions a text, by ref. */
  public List<IndexEntry> search(String text) throws IOException {
    Map<String, IndexEntry> found = new LinkedHashMap<>();
    for (String place : network.indexes()) {
      Map<String, IndexEntry> newest = new LinkedHashMap<>();
      for (IndexEntry entry : read(place)) {
        newest.merge(
            entry.ref(),
            entry,
            (one, other) -> one.version().compareTo(other.version()) < 0 ? other : one);
      }
      newest.forEach(found::putIfAbsent);
    }
    return found.values().stream()
        .filter(entry -> entry.mentions(text))
        .sorted(Comparator.comparing(IndexEntry::ref))
        .toList();
  }

  private List<IndexEntry> read(String place) throws IOException {
    try {
      if (!(Json.read(text(place)) instanceof MapValue index)
          || !(index.get("packs") instanceof ListValue packs)) {
        throw new IOException("it is no object with a list of packs");
      }
      List<IndexEntry> entries = new ArrayList<>();
      for (Value pack : packs.items()) {
        entries.add(IndexEntry.of(place, pack));
      }
      return entries;
    } catch (IOException | JsonException wrong) {
      throw new IOException("the index " + place + " cannot be used: " + wrong.getMessage(), wrong);
    }
  }

  private String text(String place) throws IOException {
    Optional<URI> url = PackSource.Download.url(place);
    if (url.isEmpty()) {
      return limited(Path.of(place));
    }
    if (!network.allows(url.get())) {
      throw new IOException("it is not over https");
    }
    Path copy = Files.createTempFile("heddle-index", ".json");
    try {
      network.here().download(url.get(), LARGEST, copy);
      return limited(copy);
    } finally {
      Files.delete(copy);
    }
  }

  private static String limited(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException("it is larger than " + (LARGEST >> 20) + " MiB");
    }
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
