package dev.heddle.worker.script;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.model.action.Executor;
import dev.heddle.worker.container.ContainerProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The script worker in a container: it reaches the objects of its URLs by a socket in a directory
 * of ours, so it needs no network and no address of this host (S3-17).
 */
final class ScriptContainer implements ContainerProgram {

  private static final String SOCKETS = "/heddle-objects";

  private final ScriptSettings settings;
  private final Assignment assignment;
  private final Executor.Script script;
  private final LogTail log;
  private final String image;

  ScriptContainer(
      ScriptSettings settings,
      Assignment assignment,
      Executor.Script script,
      LogTail log,
      String image) {
    this.settings = settings;
    this.assignment = assignment;
    this.script = script;
    this.log = log;
    this.image = image;
  }

  @Override
  public String image() {
    return image;
  }

  @Override
  public String interpreter() {
    return "python3";
  }

  @Override
  public Source source() throws IOException {
    return new Source(ScriptHome.PROGRAM, new String(ScriptHome.content(), StandardCharsets.UTF_8));
  }

  @Override
  public Map<String, String> variables(String message) throws IOException {
    Map<String, String> all = new LinkedHashMap<>(signed().prepare(script));
    all.put("SCRIPT_FILE", script.header().file());
    all.put("TERMINATION_MESSAGE_PATH", message);
    all.put("MAX_OUTPUT_BYTES", String.valueOf(settings.maxOutput()));
    if (settings.artifacts().socketDirectory().isPresent()) {
      all.put("OBJECT_SOCKETS", SOCKETS);
    }
    return all;
  }

  private ScriptVariables signed() {
    Duration validFor = assignment.timeout().orElse(Duration.ofDays(1)).plus(settings.urlMargin());
    return new ScriptVariables(settings.artifacts(), assignment, validFor);
  }

  @Override
  public Optional<Directory> directory() throws IOException {
    Optional<Path> sockets = settings.artifacts().socketDirectory();
    return sockets.map(path -> new Directory(path, SOCKETS));
  }

  @Override
  public Report meaning(Report report, Optional<String> message) {
    return new ScriptReport(settings.artifacts(), signed().output(), log)
        .of(report, message.flatMap(ScriptEnd::parse));
  }
}
