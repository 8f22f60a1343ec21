package dev.heddle.platform.pack.install;

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

  /** How it is written down. */
  default String written() {
    return switch (this) {
      case Directory(Path path) -> path.toAbsolutePath().normalize().toString();
      case Archive(Path file) -> file.toAbsolutePath().normalize().toString();
      case Git(String url, Optional<String> ref) -> url + ref.map(each -> "@" + each).orElse("");
    };
  }

  /** What a text means; empty if it is nothing a pack can come from. */
  static Optional<PackSource> parse(String text, Optional<String> ref) {
    if (Git.isUrl(text)) {
      return Optional.of(new Git(text, ref));
    }
    try {
      Path path = Path.of(text);
      if (Files.isDirectory(path)) {
        return Optional.of(new Directory(path));
      }
      return Files.isRegularFile(path) && ArchiveFormat.of(text).isPresent()
          ? Optional.of(new Archive(path))
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
