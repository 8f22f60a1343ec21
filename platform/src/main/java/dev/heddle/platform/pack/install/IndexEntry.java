package dev.heddle.platform.pack.install;

import dev.heddle.platform.pack.PackNames;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One version of a pack in an index (S1-140).
 *
 * @param index where it was found
 * @param sources where it is, each as good as the others
 */
public record IndexEntry(
    String ref,
    String label,
    String description,
    PackVersion version,
    String index,
    List<Source> sources) {

  public IndexEntry {
    sources = List.copyOf(sources);
  }

  /**
   * One place of it, and what must come from there.
   *
   * @param checksum of an archive over its bytes, of a repository over the files of the pack
   */
  record Source(PackSource place, Checksum checksum) {}

  /**
   * Reads an entry; what is not known in it is left alone, indexes grow.
   *
   * @throws IOException saying what is wrong
   */
  static IndexEntry of(String index, Value value) throws IOException {
    if (!(value instanceof MapValue entry)) {
      throw new IOException("a pack in it is no object");
    }
    String ref = text(entry, "ref");
    if (!PackNames.isPackRef(ref)) {
      throw new IOException("a pack in it has no ref");
    }
    List<Source> sources = new ArrayList<>();
    if (entry.get("install_sources") instanceof ListValue list) {
      for (Value source : list.items()) {
        sources.add(source(ref, source));
      }
    }
    return new IndexEntry(
        ref,
        text(entry, "label"),
        text(entry, "description"),
        new PackVersion(text(entry, "version")),
        index,
        sources);
  }

  private static Source source(String ref, Value value) throws IOException {
    if (!(value instanceof MapValue source)) {
      throw new IOException("a source of " + ref + " in it is no object");
    }
    Checksum checksum =
        Checksum.parse(text(source, "checksum"))
            .orElseThrow(() ->
                new IOException(
                    "a source of " + ref + " in it has no checksum sha256:… or sha512:…"));
    String url = text(source, "url");
    Optional<PackSource> place =
        switch (text(source, "type")) {
          case "archive" -> PackSource.Download.parse(url).map(PackSource.class::cast);
          case "git" ->
              Optional.of(new PackSource.Git(url, reference(source)))
                  .filter(git -> PackSource.Git.isUrl(git.url()))
                  .filter(git -> git.ref().map(PackSource.Git::isRef).orElse(true))
                  .map(PackSource.class::cast);
          default -> Optional.empty();
        };
    return new Source(
        place.orElseThrow(
            () -> new IOException("a source of " + ref + " in it is neither an archive nor git")),
        checksum);
  }

  private static Optional<String> reference(MapValue source) {
    return Optional.of(text(source, "ref")).filter(ref -> !ref.isEmpty());
  }

  private static String text(MapValue map, String key) {
    return map.get(key) instanceof TextValue text ? text.text() : "";
  }

  boolean mentions(String text) {
    return (ref + "\n" + label + "\n" + description)
        .toLowerCase(Locale.ROOT)
        .contains(text.toLowerCase(Locale.ROOT));
  }
}
