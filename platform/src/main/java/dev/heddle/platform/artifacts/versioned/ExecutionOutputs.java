package dev.heddle.platform.artifacts.versioned;

import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.LogStore;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.Answer;
import dev.heddle.platform.artifacts.versioned.Artifact.Kind;
import dev.heddle.platform.artifacts.versioned.Artifact.Retention;
import dev.heddle.platform.executions.Executions;
import dev.heddle.platform.keys.KeyOwner;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What executions print, as artifacts (S1-170): {@code execution.ID.stdout} and {@code .stderr}.
 * They are read from the log, so secrets are masked in them, and go with their execution.
 */
public final class ExecutionOutputs {

  private static final Pattern REF = Pattern.compile("execution\\.([^.]+)\\.(stdout|stderr)");
  private static final List<LogLine.Stream> PRINTED =
      List.of(LogLine.Stream.STDOUT, LogLine.Stream.STDERR);
  private static final int PAGE = 1000;

  private final Executions executions;

  public ExecutionOutputs(Executions executions) {
    this.executions = executions;
  }

  /** An output and whose it is. */
  public record Output(Execution execution, LogLine.Stream stream) {

    public Artifact artifact() {
      Instant end = execution.finishedAt();
      return new Artifact(
          "execution." + execution.id() + "." + stream.label(),
          new KeyOwner(KeyOwner.Type.ACTION, execution.workflow()),
          Kind.FILE,
          stream.label() + " of " + execution.id(),
          new Retention(1, null),
          1,
          1,
          null,
          execution.startedAt(),
          end == null ? execution.startedAt() : end);
    }
  }

  static boolean isOne(String ref) {
    return REF.matcher(ref).matches();
  }

  /** The output a ref names; empty if it names none, or there is no such execution. */
  public Optional<Output> find(String ref) {
    Matcher parts = REF.matcher(ref);
    return parts.matches()
        ? ExecutionId.parse(parts.group(1))
            .flatMap(this::execution)
            .map(execution -> new Output(execution, LogLine.Stream.of(parts.group(2))))
        : Optional.empty();
  }

  /** All outputs of an execution; none if there is no such execution. */
  public List<Output> of(ExecutionId id) {
    return execution(id).stream()
        .flatMap(execution -> PRINTED.stream().map(stream -> new Output(execution, stream)))
        .toList();
  }

  private Optional<Execution> execution(ExecutionId id) {
    return executions.find(id) instanceof Answer.Done<Execution>(Execution execution)
        ? Optional.of(execution)
        : Optional.empty();
  }

  /** Its lines in UTF-8, as many as a version may hold; those after that are in the log only. */
  public byte[] read(Output output) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    long after = 0;
    while (true) {
      List<LogStore.Numbered> page = page(output.execution().id(), after);
      for (LogStore.Numbered each : page) {
        after = each.number();
        LogLine line = each.entry().line();
        if (line.stream() == output.stream()) {
          byte[] bytes = (line.text() + "\n").getBytes(StandardCharsets.UTF_8);
          if (text.size() + bytes.length > VersionedArtifacts.LARGEST_FILE) {
            return text.toByteArray();
          }
          text.writeBytes(bytes);
        }
      }
      if (page.size() < PAGE) {
        return text.toByteArray();
      }
    }
  }

  private List<LogStore.Numbered> page(ExecutionId id, long after) {
    return executions.logs(id, null, after, PAGE)
            instanceof Answer.Done<List<LogStore.Numbered>>(List<LogStore.Numbered> lines)
        ? lines
        : List.of();
  }
}
