package dev.heddle.worker.process;

import dev.heddle.model.action.Executor;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what runs an entry point. Shell scripts run under bash where there is one, otherwise under
 * sh: that is what their authors try them with.
 *
 * @param setsid gives a program a process group of its own; empty where the system has none
 */
record Programs(Optional<Path> setsid) {

  /** Where {@code setsid} (util-linux) is looked for besides the worker's own {@code PATH}. */
  private static final String SYSTEM_PATH = "/usr/bin:/bin";

  static Programs ofHost(String path) {
    return new Programs(find("setsid", path + File.pathSeparator + SYSTEM_PATH));
  }

  /** A command line, or why there is none. */
  sealed interface Found {

    /**
     * @param ownGroup whether it leads a process group of its own
     */
    record Command(List<String> words, boolean ownGroup) implements Found {
      public Command {
        words = List.copyOf(words);
      }
    }

    /** {@code reason} says what is missing and what to do. */
    record Missing(String reason) implements Found {}
  }

  /**
   * @param path directories to look for the interpreter in, as in the variable {@code PATH}
   */
  Found command(Executor.Program program, String path) {
    Optional<String> mistake = mistake(program);
    if (mistake.isPresent()) {
      return new Found.Missing(mistake.get());
    }
    List<String> words = new ArrayList<>();
    setsid.ifPresent(session -> words.add(session.toString()));
    String[] interpreter = interpreter(program.runner());
    if (interpreter.length > 0) {
      Optional<Path> found = find(interpreter[0], path);
      if (found.isEmpty() && program.runner() == Executor.Runner.SHELL) {
        found = find("sh", path);
      }
      if (found.isEmpty()) {
        return new Found.Missing(
            "%s is not installed where the worker looks (PATH is %s); install it there or run the worker with a PATH that has it"
                .formatted(interpreter[0], path));
      }
      words.add(found.get().toString());
      words.addAll(List.of(interpreter).subList(1, interpreter.length));
    }
    words.add(program.entryPoint().toString());
    return new Found.Command(words, setsid.isPresent());
  }

  private static String[] interpreter(Executor.Runner runner) {
    return switch (runner) {
      case SHELL -> new String[] {"bash"};
      case PYTHON -> new String[] {"python3", "-u"};
      case NODE -> new String[] {"node"};
      case NATIVE -> new String[0];
    };
  }

  private static Optional<String> mistake(Executor.Program program) {
    Path entryPoint = program.entryPoint();
    if (!Files.isDirectory(program.workDirectory())) {
      return Optional.of("the work directory " + program.workDirectory() + " does not exist");
    }
    if (!Files.exists(entryPoint)) {
      return Optional.of("the entry point " + entryPoint + " does not exist");
    }
    if (!Files.isRegularFile(entryPoint)) {
      return Optional.of("the entry point " + entryPoint + " is no file");
    }
    if (program.runner() == Executor.Runner.NATIVE && !Files.isExecutable(entryPoint)) {
      return Optional.of(
          "the entry point " + entryPoint + " is not executable; chmod +x it, or name a runner");
    }
    if (program.runner() != Executor.Runner.NATIVE && !Files.isReadable(entryPoint)) {
      return Optional.of("the entry point " + entryPoint + " is not readable for the worker");
    }
    return Optional.empty();
  }

  private static Optional<Path> find(String name, String path) {
    for (String directory : path.split(File.pathSeparator, -1)) {
      // an empty or relative entry would look in whatever directory the server was started in
      if (directory.startsWith("/")) {
        Path candidate = Path.of(directory, name);
        if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }
}
