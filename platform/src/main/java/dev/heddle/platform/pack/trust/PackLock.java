package dev.heddle.platform.pack.trust;

import dev.heddle.values.IntegerValue;
import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Exactly which packs there may be, by ref. As a file it is JSON, a member to a line, so that a
 * change is seen where it was made.
 */
public record PackLock(SortedMap<String, Pin> packs) {

  private static final int LARGEST = 4 << 20;
  private static final String FORM = "lock";
  private static final String PACKS = "packs";
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  public PackLock {
    packs = Collections.unmodifiableSortedMap(new TreeMap<>(packs));
  }

  /**
   * One version of a pack. Only its version and its digest bind; the rest says how to get it again.
   *
   * @param source where it came from
   * @param commit of a repository; null if it is none
   * @param signedBy who signed it; null if nobody did
   */
  public record Pin(
      String version,
      String digest,
      String source,
      @Nullable String commit,
      @Nullable String signedBy) {

    private MapValue toValue() {
      return MapValue.builder()
          .put("version", version)
          .put("digest", digest)
          .put("source", source)
          .put("commit", nullable(commit))
          .put("signed_by", nullable(signedBy))
          .build();
    }

    private static Value nullable(@Nullable String text) {
      return text == null ? Value.nothing() : Value.of(text);
    }

    static Pin of(MapValue pin) throws IOException {
      String digest = text(pin, "digest").orElse("");
      if (!DIGEST.matcher(digest).matches()) {
        throw new IOException("its digest is not sha256:…");
      }
      return new Pin(
          text(pin, "version").orElseThrow(() -> new IOException("it has no version")),
          digest,
          text(pin, "source").orElse(""),
          text(pin, "commit").orElse(null),
          text(pin, "signed_by").orElse(null));
    }

    private static Optional<String> text(MapValue pin, String name) {
      return pin.get(name) instanceof TextValue(String text) ? Optional.of(text) : Optional.empty();
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read or is no lock; the message names it
   */
  public static PackLock read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no file " + file + "; heddle pack lock writes one");
    }
    if (Files.size(file) > LARGEST) {
      throw new IOException(file + " is larger than 4 MiB");
    }
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException | JsonException wrong) {
      throw new IOException(file + " is no lock of packs: " + wrong.getMessage(), wrong);
    }
  }

  static PackLock parse(String text) throws IOException {
    if (!(Json.read(text) instanceof MapValue lock)
        || !new IntegerValue(1).equals(lock.get(FORM))
        || !(lock.get(PACKS) instanceof MapValue packs)) {
      throw new IOException("expected is {\"lock\": 1, \"packs\": {…}}");
    }
    SortedMap<String, Pin> pins = new TreeMap<>();
    for (Map.Entry<String, Value> each : packs.entries().entrySet()) {
      if (!(each.getValue() instanceof MapValue pin)) {
        throw new IOException("the pack `" + each.getKey() + "` is no object");
      }
      try {
        pins.put(each.getKey(), Pin.of(pin));
      } catch (IOException wrong) {
        throw new IOException("of the pack `" + each.getKey() + "` " + wrong.getMessage(), wrong);
      }
    }
    return new PackLock(pins);
  }

  /** As {@link #read} reads it, with an end of line. */
  public String text() {
    MapValue.Builder pins = MapValue.builder();
    packs.forEach((ref, pin) -> pins.put(ref, pin.toValue()));
    MapValue lock = MapValue.builder().put(FORM, 1).put(PACKS, pins.build()).build();
    return Json.writePretty(lock) + "\n";
  }

  /** Why a pack is not the one that is locked; empty if it is. */
  Optional<String> objection(Candidate pack) throws IOException {
    Pin pin = packs.get(pack.ref());
    if (pin == null) {
      return Optional.of("The pack " + pack.named() + " is not in the lock");
    }
    String digest = PackDigest.of(pack.directory());
    if (!pin.version().equals(pack.version()) || !pin.digest().equals(digest)) {
      return Optional.of(
          "The pack `%s` is not the one in the lock: expected is %s with the digest %s,"
                  .formatted(pack.ref(), pin.version(), pin.digest())
              + " found is %s with %s".formatted(pack.version(), digest));
    }
    return Optional.empty();
  }
}
