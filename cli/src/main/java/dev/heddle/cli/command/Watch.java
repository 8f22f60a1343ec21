package dev.heddle.cli.command;

import dev.heddle.cli.follow.Follower;
import dev.heddle.cli.follow.LineProgress;
import dev.heddle.cli.follow.LiveProgress;
import dev.heddle.cli.follow.MentionedQuestions;
import dev.heddle.cli.follow.PersonQuestions;
import dev.heddle.cli.follow.Progress;
import dev.heddle.cli.follow.Questions;
import dev.heddle.cli.follow.SnapshotReader;
import dev.heddle.cli.follow.TypedLines;
import dev.heddle.cli.terminal.Terminal;
import dev.heddle.cli.view.Snapshot;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.model.execution.ExecutionId;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sees an execution to its end: shows it, asks for it, cancels it, sums it up. */
final class Watch {

  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Context context;
  private final Wiring wiring;
  private final AtomicBoolean left = new AtomicBoolean();

  Watch(Context context, Wiring wiring) {
    this.context = context;
    this.wiring = wiring;
  }

  /** The exit code that fits how it ended. */
  int untilEnd(ExecutionId id) throws InterruptedException {
    Snapshot seen = follow(id, progress());
    if (context.options().isDocument()) {
      context.print(RefusedException.valueOf(wiring.executions().view(id)));
    } else {
      new Summary(context).print(seen);
    }
    return exitCode(seen);
  }

  /** As {@link #untilEnd}, for a command that has an output of its own. */
  int silently(ExecutionId id) throws InterruptedException {
    return exitCode(follow(id, Progress.NONE));
  }

  private Snapshot follow(ExecutionId id, Progress progress) throws InterruptedException {
    Snapshot seen = look(id, progress);
    if (left.get() && !seen.execution().status().isTerminal()) {
      progress.note(
          "leaving: what runs has " + GRACE.toSeconds() + " s to end; Ctrl-C ends it now");
      wiring.drain(GRACE);
    }
    return seen;
  }

  private Snapshot look(ExecutionId id, Progress progress) throws InterruptedException {
    context.interrupts().accept(List.of(() -> cancel(id, progress), () -> left.set(true)));
    SnapshotReader reader = new SnapshotReader(wiring.queries(), wiring.catalog(), wiring.logs());
    return new Follower(reader, progress, questions(), context.clock())
        .follow(id, wiring.engine(), left::get);
  }

  private int exitCode(Snapshot seen) {
    return left.get() && !seen.execution().status().isTerminal()
        ? ExitCodes.LEFT
        : ExitCodes.of(seen.execution().status());
  }

  private void cancel(ExecutionId id, Progress progress) {
    progress.note("cancelling; Ctrl-C once more leaves it to go on later");
    Thread.ofVirtual()
        .start(() -> wiring.executions().cancel(id, context.login(), Optional.empty()));
  }

  /** Where a person may look on without disturbing a program that reads the output. */
  private Progress progress() {
    Terminal terminal = context.terminal();
    if (context.options().isDocument()) {
      return terminal.showsErrors()
          ? new LiveProgress(terminal.err(), terminal.size(), terminal.errorStyle())
          : Progress.NONE;
    }
    return terminal.showsOutput()
        ? new LiveProgress(terminal.out(), terminal.size(), terminal.outputStyle())
        : new LineProgress(terminal.out(), context.options().verbose());
  }

  private Questions questions() {
    Terminal terminal = context.terminal();
    boolean document = context.options().isDocument();
    PrintWriter beside = document ? terminal.err() : terminal.out();
    boolean seen = document ? terminal.showsErrors() : terminal.showsOutput();
    return seen && terminal.asks()
        ? new PersonQuestions(
            wiring.inquiries(),
            new TypedLines(terminal.lines()),
            beside,
            document ? terminal.errorStyle() : terminal.outputStyle(),
            context.login(),
            left::get)
        : new MentionedQuestions(wiring.inquiries(), beside);
  }
}
