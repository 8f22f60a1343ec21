package dev.heddle.platform.pack;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.dialects.yaml.YamlReader;
import dev.heddle.model.SourceSpan;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of one pack; none outside its directory is ever read. */
final class PackFiles {

  /** The most definition files in one folder of a pack. */
  static final int MOST_FILES = 5_000;

  private final Path shown;
  private final Path real;

  /**
   * @param shown how messages shall name the directory
   * @throws IOException if it is no directory
   */
  PackFiles(Path directory, Path shown) throws IOException {
    this.shown = shown;
    this.real = directory.toRealPath();
    if (!Files.isDirectory(real)) {
      throw new IOException(directory + " is no directory");
    }
  }

  /** The pack's directory, absolute. */
  Path directory() {
    return real;
  }

  /** The last name of the directory as messages name it. */
  String lastName() {
    Path last = shown.toAbsolutePath().normalize().getFileName();
    return last == null ? "pack" : last.toString();
  }

  /** A file as messages name it. */
  String name(Path file) {
    return shown.resolve(real.relativize(file)).toString();
  }

  boolean has(String relative) {
    return Files.exists(real.resolve(relative));
  }

  /** The files of a folder whose names end in one of {@code endings}, by name. */
  List<Path> list(String folder, Diagnostics diagnostics, String... endings) {
    Path directory = real.resolve(folder);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found =
          files
              .filter(file -> Stream.of(endings).anyMatch(file.getFileName().toString()::endsWith))
              .filter(Files::isRegularFile)
              .sorted()
              .limit(MOST_FILES + 1L)
              .toList();
      if (found.size() > MOST_FILES) {
        diagnostics.error(
            "too_many_files",
            folder + "/ has more than " + MOST_FILES + " files",
            new SourceSpan(name(directory), 0, 0));
      }
      return found;
    } catch (IOException e) {
      diagnostics.error(
          "unreadable_file",
          "the folder cannot be read: " + e.getMessage(),
          new SourceSpan(name(directory), 0, 0));
      return List.of();
    }
  }

  /** The text of a file of the pack; what prevents it is reported. */
  Optional<SourceText> read(Path file, Diagnostics diagnostics) {
    SourceSpan span = new SourceSpan(name(file), 1, 1);
    try {
      if (!file.toRealPath().startsWith(real)) {
        diagnostics.error("outside_pack", "the file is a link that leads out of the pack", span);
        return Optional.empty();
      }
      // A character takes at most three bytes per UTF-16 unit.
      if (Files.size(file) > 3L * YamlReader.MAX_SIZE) {
        diagnostics.error("file_too_large", "the file is too large", span);
        return Optional.empty();
      }
      return Optional.of(new SourceText(name(file), Files.readString(file)));
    } catch (CharacterCodingException e) {
      diagnostics.error("not_utf8", "the file is not UTF-8 text", span);
    } catch (IOException e) {
      diagnostics.error("unreadable_file", "the file cannot be read", span);
    }
    return Optional.empty();
  }
}
