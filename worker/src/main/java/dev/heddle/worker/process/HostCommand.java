package dev.heddle.worker.process;

import dev.heddle.worker.attempt.Ending;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command line on this host that is no program of a pack: no shell reads it. */
public final class HostCommand {

  private static final File NOTHING = new File("/dev/null");

  private final ProcessRunner host;
  private final String attempt;
  private final Output output;
  private final Termination termination;

  HostCommand(ProcessRunner host, String attempt, Output output) {
    this.host = host;
    this.attempt = attempt;
    this.output = output;
    this.termination = new Termination(host.settings(), host.timers());
  }

  /** How it went. */
  public sealed interface Result {
    record Ended(int exitCode) implements Result {}

    /** {@code reason} says why there was nothing to run; it may quote the command. */
    record NotStarted(String reason) implements Result {}
  }

  /** Ends it; may be called at any time. */
  public void end(Ending why) {
    termination.ask(why);
  }

  /**
   * Runs it to its end.
   *
   * @param variables all of its environment; the program is looked for in their {@code PATH}
   */
  public Result run(List<String> words, Path directory, Map<String, String> variables) {
    Optional<Caretaker.Entry> entry = host.enter();
    Map<String, String> all = new HashMap<>(variables);
    try {
      entry.ifPresent(entered -> all.put(EnvironmentNames.PROGRAM, entered.mark()));
      return start(words, directory, all);
    } finally {
      entry.ifPresent(Caretaker.Entry::close);
    }
  }

  private Result start(List<String> words, Path directory, Map<String, String> variables) {
    List<String> line = new ArrayList<>();
    host.programs().setsid().ifPresent(setsid -> line.add(setsid.toString()));
    line.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(line).directory(directory.toFile()).redirectInput(NOTHING);
    Process process;
    try {
      builder.environment().clear();
      builder.environment().putAll(variables);
      process = builder.start();
    } catch (IllegalArgumentException notAllowed) {
      // its message quotes the value
      return new Result.NotStarted("a variable has a name or value that no environment can hold");
    } catch (IOException failure) {
      return new Result.NotStarted(ProcessWork.startFailure(failure));
    }
    boolean ownGroup = host.programs().setsid().isPresent();
    int exitCode =
        new Attendance(host, attempt, output, termination, false)
            .attend(process, ownGroup, new byte[0]);
    String end = output.stderrEnd();
    if ((exitCode == 126 || exitCode == 127) && end.startsWith("setsid: failed to execute")) {
      return new Result.NotStarted(
          words.getFirst()
              + " cannot be run here: "
              + end.substring(end.lastIndexOf(':') + 1).strip());
    }
    return new Result.Ended(exitCode);
  }
}
