package dev.heddle.worker.process;

import dev.heddle.engine.port.Assignment;
import dev.heddle.model.action.Executor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * How the parameters of one attempt reach its program (S1-137).
 *
 * @param variables that tell the program, besides those it gets anyway
 * @param input what it reads on its standard input; empty: nothing at all
 * @param file to delete when the program has ended
 */
record Delivery(Map<String, String> variables, String input, Optional<Path> file) {

  private static final System.Logger LOG = System.getLogger(Delivery.class.getName());

  static Delivery of(Assignment assignment, Executor.Program program) throws IOException {
    return switch (program.delivery()) {
      case STDIN -> new Delivery(Map.of(), text(assignment, program), Optional.empty());
      case ENV -> new Delivery(ParameterText.variables(assignment.input()), "", Optional.empty());
      case FILE -> inFile(text(assignment, program));
    };
  }

  private static String text(Assignment assignment, Executor.Program program) {
    return ParameterText.of(assignment.input(), program.parameterFormat());
  }

  /** A file that only the worker's own user can read, also before anything is in it. */
  private static Delivery inFile(String text) throws IOException {
    Path file =
        Files.createTempFile(
            "heddle-parameters-",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Delivery delivery =
        new Delivery(
            Map.of(EnvironmentNames.PARAMETERS_FILE, file.toString()), "", Optional.of(file));
    try {
      Files.writeString(file, text);
    } catch (IOException failure) {
      delivery.clean();
      throw failure;
    }
    return delivery;
  }

  void clean() {
    try {
      if (file.isPresent()) {
        Files.deleteIfExists(file.get());
      }
    } catch (IOException failure) {
      // the attempt is over and its outcome stands; but somebody should remove the file
      LOG.log(System.Logger.Level.WARNING, () -> "could not delete " + file.get(), failure);
    }
  }
}
