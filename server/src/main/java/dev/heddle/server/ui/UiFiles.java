package dev.heddle.server.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of the user interface as its build left them on the class path. */
public final class UiFiles {

  /** A file as it is sent, and compressed. */
  @SuppressWarnings("ArrayRecordComponent") // Sent as it is, never compared.
  public record File(String contentType, byte[] content, byte[] compressed) {}

  private static final String FOLDER = "/dev/heddle/ui/";

  /** What the build names its files; nothing that could lead elsewhere (security row 11). */
  private static final Pattern NAME = Pattern.compile("[\\w-]+(?:\\.[\\w-]+)*\\.(js|css|svg)");

  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private final Map<String, Optional<File>> assets = new ConcurrentHashMap<>();
  private volatile @Nullable String page;

  /** The page; empty if the interface was not built into this server. */
  Optional<String> page() {
    String known = page;
    if (known == null) {
      byte[] content = read("index.html");
      if (content == null) {
        return Optional.empty();
      }
      known = new String(content, StandardCharsets.UTF_8);
      page = known;
    }
    return Optional.of(known);
  }

  /** A file the page refers to. */
  Optional<File> asset(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    Optional<File> known = assets.get(name);
    if (known != null) {
      return known;
    }
    Optional<File> found =
        Optional.ofNullable(read("assets/" + name))
            .map(content -> new File(typeOf(name), content, Gzip.of(content)));
    if (found.isPresent()) {
      assets.put(name, found);
    }
    return found;
  }

  private static String typeOf(String name) {
    return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
  }

  private static byte @Nullable [] read(String name) {
    try (InputStream in = UiFiles.class.getResourceAsStream(FOLDER + name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
