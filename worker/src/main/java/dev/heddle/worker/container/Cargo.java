package dev.heddle.worker.container;

import dev.heddle.engine.port.Report;
import dev.heddle.model.action.Executor.OutputFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What an attempt runs in its container, and what its end means. */
interface Cargo {

  /** What is asked of the container; secrets are in clear. */
  ContainerJob job() throws IOException;

  Map<String, String> variables(ContainerJob job);

  /** An archive for the root of the container, unpacked before it starts. */
  InputStream files();

  /** A directory of Heddle's own on the host, to be read only, and where it is in the container. */
  Optional<Shared> shared();

  /** How standard output is kept. */
  OutputFormat format();

  /**
   * What the end of the command means.
   *
   * @param file what it left in {@link OutputsArchive#PATH}
   */
  Report meaning(StepReport report, int exitCode, Supplier<Optional<String>> file);

  /** A directory of the host that the operator's roots do not concern. */
  record Shared(Path source, String target) {}
}
