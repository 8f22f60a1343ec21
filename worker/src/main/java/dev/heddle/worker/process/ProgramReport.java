package dev.heddle.worker.process;

import dev.heddle.engine.port.Report;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import dev.heddle.worker.redact.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a program that ended means (S1-026, S1-137). Its result is what its output format says: text
 * becomes {@code {stdout, stderr, exit_code, succeeded}}; one JSON or YAML value is the result
 * itself, and a map gets {@code stdout}, {@code stderr} and {@code exit_code} unless it has such
 * keys; JSON lines become a list.
 */
final class ProgramReport {

  /** The program ran and said no. */
  static final String ACTION_FAILED = "action_failed";

  /** The program could not be run. */
  static final String ACTION_ERROR = "action_error";

  /** The program did not print what its output format promises. */
  static final String INVALID_OUTPUT = "invalid_output";

  /** Exit codes above it are signals, as shells count. */
  private static final int SIGNAL_BASE = 128;

  private static final int MAX_MESSAGE = 500;

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "HUP", 2, "INT", 3, "QUIT", 6, "ABRT", 7, "BUS", 8, "FPE", 9, "KILL", 11, "SEGV", 13,
          "PIPE", 15, "TERM");

  private final Executor.Program program;
  private final Redactor redactor;
  private final Output output;
  private final int exitCode;

  ProgramReport(Executor.Program program, Redactor redactor, Output output, int exitCode) {
    this.program = program;
    this.redactor = redactor;
    this.output = output;
    this.exitCode = exitCode;
  }

  /** A value, or the reason why there is none. */
  private sealed interface Parsed {
    record Good(Value value) implements Parsed {}

    record Bad(String reason) implements Parsed {}
  }

  Report report() {
    Optional<String> notStarted = notStarted();
    if (notStarted.isPresent()) {
      return new Report.Failed(Failure.of(ACTION_ERROR, notStarted.get()), null);
    }
    Parsed parsed = parsed();
    Value result =
        switch (parsed) {
          case Parsed.Good good -> redactor.redact(withStreams(good.value()));
          case Parsed.Bad _ -> streams();
        };
    if (exitCode != 0) {
      return new Report.Failed(new Failure(ACTION_FAILED, message(), details()), result);
    }
    if (parsed instanceof Parsed.Bad bad) {
      return new Report.Failed(
          new Failure(INVALID_OUTPUT, redactor.redact(bad.reason()), details()), result);
    }
    return new Report.Succeeded(result);
  }

  /** {@code setsid} replaces itself by the program, and says so if it cannot. */
  private Optional<String> notStarted() {
    String tail = output.stderrTail().text();
    if ((exitCode == 126 || exitCode == 127) && tail.startsWith("setsid: failed to execute")) {
      String reason = tail.substring(tail.lastIndexOf(':') + 1).strip();
      return Optional.of("could not start " + program.entryPoint() + ": " + reason);
    }
    return Optional.empty();
  }

  private Parsed parsed() {
    if (program.outputFormat() == Executor.OutputFormat.TEXT) {
      return new Parsed.Good(MapValue.EMPTY);
    }
    String format = program.outputFormat().name().toLowerCase(java.util.Locale.ROOT);
    if (output.unredacted().isFull()) {
      return new Parsed.Bad(
          "the output is longer than what is kept, so it cannot be read as " + format);
    }
    String text = output.unredacted().raw();
    try {
      return new Parsed.Good(
          switch (program.outputFormat()) {
            case JSON -> json(text, 1);
            case JSONL -> jsonLines(text);
            case YAML -> Yaml.read(text, text.length() + 1);
            case TEXT -> throw new AssertionError("text is not parsed");
          });
    } catch (Yaml.Unreadable mistake) {
      return new Parsed.Bad(
          "the output is not " + format + ", as output_format says: " + mistake.getMessage());
    }
  }

  private static Value json(String text, int firstLine) throws Yaml.Unreadable {
    if (text.isBlank()) {
      throw new Yaml.Unreadable("nothing was printed");
    }
    try {
      return Json.read(text);
    } catch (JsonException mistake) {
      String before = text.substring(0, Math.min(mistake.offset(), text.length()));
      long line = firstLine + before.chars().filter(c -> c == '\n').count();
      int column = before.length() - (before.lastIndexOf('\n') + 1) + 1;
      throw new Yaml.Unreadable(
          mistake.getMessage() + " (line " + line + ", column " + column + ")");
    }
  }

  private static Value jsonLines(String text) throws Yaml.Unreadable {
    List<Value> values = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (!line.isBlank()) {
        values.add(json(line, number));
      }
    }
    return new ListValue(values);
  }

  private Value withStreams(Value value) {
    return value instanceof MapValue map ? streams(map) : value;
  }

  private MapValue streams(MapValue own) {
    if (program.outputFormat() == Executor.OutputFormat.TEXT) {
      return streams();
    }
    MapValue.Builder all = MapValue.builder().putAll(own);
    streams()
        .entries()
        .forEach((key, value) -> {
          if (!own.has(key) && !key.equals("succeeded")) {
            all.put(key, value);
          }
        });
    return all.build();
  }

  private MapValue streams() {
    return MapValue.builder()
        .put("stdout", output.stdout().noticed())
        .put("stderr", output.stderr().noticed())
        .put("exit_code", exitCode)
        .put("succeeded", exitCode == 0)
        .build();
  }

  private String message() {
    String reason = "exit code " + exitCode + signal().map(name -> " (SIG" + name + ")").orElse("");
    String tail = output.stderrTail().text();
    String lastLine = tail.substring(tail.lastIndexOf('\n') + 1).strip();
    if (lastLine.isEmpty()) {
      return reason;
    }
    return reason + ": " + lastLine.substring(0, Math.min(lastLine.length(), MAX_MESSAGE));
  }

  private MapValue details() {
    MapValue.Builder details = MapValue.builder().put("exit_code", exitCode);
    signal().ifPresent(name -> details.put("signal", name));
    return details.put("stderr_tail", output.stderrTail().text()).build();
  }

  private Optional<String> signal() {
    return Optional.ofNullable(SIGNALS.get(exitCode - SIGNAL_BASE));
  }
}
