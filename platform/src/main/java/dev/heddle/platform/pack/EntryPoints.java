package dev.heddle.platform.pack;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.model.SourceSpan;
import dev.heddle.model.action.Executor.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the program of an action or a sensor; it lies inside the pack, also behind symbolic links.
 */
final class EntryPoints {

  private static final List<String> ENDINGS = List.of(".sh", ".py", ".js", ".mjs", "");

  private final Path pack;
  private final String folder;
  private final Diagnostics diagnostics;

  EntryPoints(Path pack, Diagnostics diagnostics) {
    this(pack, "actions", diagnostics);
  }

  /**
   * @param folder where programs of this kind lie
   */
  EntryPoints(Path pack, String folder, Diagnostics diagnostics) {
    this.pack = pack;
    this.folder = folder;
    this.diagnostics = diagnostics;
  }

  /** The program written as {@code entry_point}: relative to its folder, else to the pack. */
  Optional<Path> written(String entryPoint, SourceSpan span) {
    Path relative;
    try {
      relative = Path.of(entryPoint);
    } catch (InvalidPathException e) {
      return refuse("`entry_point` is no path", span);
    }
    if (relative.isAbsolute() || !isInside(pack.resolve(folder).resolve(relative).normalize())) {
      return refuse("`entry_point` must be a path inside the pack", span);
    }
    for (Path base : List.of(pack.resolve(folder), pack)) {
      Path file = base.resolve(relative).normalize();
      if (isInside(file) && Files.exists(file)) {
        return real(file, span);
      }
    }
    return refuse("there is no file `" + entryPoint + "` in " + folder + "/ or the pack", span);
  }

  /** The program that belongs to an action by its name. */
  Optional<Path> named(String action, SourceSpan span) {
    for (String ending : ENDINGS) {
      Path file = pack.resolve(folder).resolve(action + ending).normalize();
      if (isInside(file) && Files.isRegularFile(file)) {
        return real(file, span);
      }
    }
    diagnostics.error(
        "missing_entry_point",
        "there is no `entry_point`, and no " + folder + "/" + action + ".sh, .py or .js",
        "add entry_point: the script to run",
        span);
    return Optional.empty();
  }

  private boolean isInside(Path file) {
    return file.startsWith(pack);
  }

  private Optional<Path> real(Path file, SourceSpan span) {
    try {
      Path real = file.toRealPath();
      if (!isInside(real)) {
        return refuse("`entry_point` is a link that leads out of the pack", span);
      }
      return Files.isRegularFile(real)
          ? Optional.of(real)
          : refuse("`entry_point` is no file", span);
    } catch (IOException e) {
      return refuse("`entry_point` cannot be read", span);
    }
  }

  private Optional<Path> refuse(String message, SourceSpan span) {
    diagnostics.error("invalid_entry_point", message, span);
    return Optional.empty();
  }

  /** Who runs a program that does not say. */
  static Runner runnerOf(Path program) {
    String name = program.getFileName().toString();
    if (name.endsWith(".py")) {
      return Runner.PYTHON;
    }
    if (name.endsWith(".js") || name.endsWith(".mjs")) {
      return Runner.NODE;
    }
    return name.endsWith(".sh") ? Runner.SHELL : Runner.NATIVE;
  }
}
