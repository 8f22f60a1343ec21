package dev.heddle.platform.pack.install;

import dev.heddle.platform.pack.PackNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a pack is installed from (S1-139). */
public sealed interface PackSource {

  /** A directory of this machine. */
  record Directory(Path path) implements PackSource {}

  /** A {@code .zip}, {@code .tar.gz} or {@code .tgz} of this machine. */
  record Archive(Path file) implements PackSource {}

  /**
   * An archive that somebody sent, on this machine only while it is installed.
   *
   * @param name what its sender calls it: no path, and it says which kind of archive it is
   */
  record Uploaded(Path file, String name) implements PackSource {

    /** How many bytes may be sent. */
    public static final long LARGEST = PackFetch.LARGEST_ARCHIVE;

    private static final String WRITTEN = "uploaded ";
    private static final Pattern NAME = Pattern.compile("[\\w.+-]{1,100}");

    public static boolean isName(String text) {
      return NAME.matcher(text).matches() && ArchiveFormat.of(text).isPresent();
    }
  }

  /**
   * A git repository.
   *
   * @param url over https or ssh
   * @param ref a branch, a tag or a commit; empty for the default branch
   */
  record Git(String url, Optional<String> ref) implements PackSource {

    /** What git may be told to fetch from: neither a helper, nor a file, nor an option. */
    private static final Pattern URL =
        Pattern.compile(
            "https://[A-Za-z0-9][\\w.-]*(:\\d{1,5})?/[\\w./~+-]+"
                + "|ssh://([\\w.-]+@)?[A-Za-z0-9][\\w.-]*(:\\d{1,5})?/[\\w./~+-]+"
                + "|[A-Za-z0-9][\\w.-]*@[A-Za-z0-9][\\w.-]*:[\\w~][\\w./~+-]*");

    private static final Pattern REF = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./+-]{0,199}");

    public static boolean isUrl(String text) {
      return URL.matcher(text).matches() && !text.contains("/../") && !text.contains("//-");
    }

    public static boolean isRef(String text) {
      return REF.matcher(text).matches() && !text.contains("..") && !text.endsWith(".lock");
    }
  }

  /**
   * An archive somewhere else.
   *
   * @param url of a {@code .zip}, {@code .tar.gz} or {@code .tgz}
   */
  record Download(URI url) implements PackSource {

    static Optional<URI> url(String text) {
      try {
        return Optional.of(new URI(text))
            .filter(url -> "https".equals(url.getScheme()) || "http".equals(url.getScheme()));
      } catch (URISyntaxException e) {
        return Optional.empty();
      }
    }

    public static Optional<Download> parse(String text) {
      return url(text)
          .filter(url -> url.getPath() != null && ArchiveFormat.of(url.getPath()).isPresent())
          .map(Download::new);
    }
  }

  /**
   * A pack by its name in an index.
   *
   * @param version the one that is wanted; empty for the newest
   */
  record Indexed(String ref, Optional<String> version) implements PackSource {

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

    /** Reads {@code ref}, {@code ref@version} or {@code ref@latest}. */
    public static Optional<Indexed> parse(String text) {
      int at = text.indexOf('@');
      String ref = at < 0 ? text : text.substring(0, at);
      String version = at < 0 ? "latest" : text.substring(at + 1);
      if (!PackNames.isPackRef(ref) || ref.startsWith("-") || !VERSION.matcher(version).matches()) {
        return Optional.empty();
      }
      return Optional.of(
          new Indexed(ref, Optional.of(version).filter(one -> !one.equals("latest"))));
    }
  }

  /** Who wants to install. */
  enum Asker {
    /** A person at this machine. */
    HERE,
    /** Whoever may, over HTTP: not from files of the server, nor with its keys. */
    ELSEWHERE
  }

  /** Whether also those may install from there who ask over HTTP. */
  default boolean isForEverybody() {
    return switch (this) {
      case Directory _, Archive _ -> false;
      case Git(String url, _) -> url.startsWith("https://");
      case Uploaded _, Download _, Indexed _ -> true;
    };
  }

  /** How it is written down. */
  default String written() {
    return switch (this) {
      case Directory(Path path) -> path.toAbsolutePath().normalize().toString();
      case Archive(Path file) -> file.toAbsolutePath().normalize().toString();
      case Uploaded(_, String name) -> Uploaded.WRITTEN + name;
      case Git(String url, Optional<String> ref) -> url + ref.map(each -> "@" + each).orElse("");
      case Download(URI url) -> url.toString();
      case Indexed(String ref, Optional<String> version) ->
          ref + version.map(each -> "@" + each).orElse("");
    };
  }

  /** What a text means; empty if it is nothing a pack can come from. */
  static Optional<PackSource> parse(String text, Optional<String> ref) {
    Optional<PackSource> elsewhere = parseElsewhere(text, ref);
    if (elsewhere.isPresent()) {
      return elsewhere;
    }
    try {
      Path path = Path.of(text);
      if (Files.isDirectory(path)) {
        return Optional.of(new Directory(path));
      }
      if (Files.isRegularFile(path) && ArchiveFormat.of(text).isPresent()) {
        return Optional.of(new Archive(path));
      }
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    return Indexed.parse(text).map(PackSource.class::cast);
  }

  /** The same without files of this machine and without names. */
  static Optional<PackSource> parseElsewhere(String text, Optional<String> ref) {
    Optional<Download> download = Download.parse(text);
    if (download.isPresent()) {
      return download.map(PackSource.class::cast);
    }
    return Git.isUrl(text) ? Optional.of(new Git(text, ref)) : Optional.empty();
  }

  /** What {@link #written} wrote; empty if it is there no more. */
  static Optional<PackSource> ofWritten(String text) {
    if (text.startsWith(Uploaded.WRITTEN)) {
      return Optional.empty();
    }
    int at = text.lastIndexOf('@');
    String start = at < 0 ? "" : text.substring(0, at);
    String end = text.substring(at + 1);
    return Git.isUrl(start) && Git.isRef(end)
        ? Optional.of(new Git(start, Optional.of(end)))
        : parse(text, Optional.empty());
  }
}
