package dev.heddle.cli.command;

import dev.heddle.cli.output.Documents;
import dev.heddle.cli.output.OutputFormat;
import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.cli.terminal.Style;
import dev.heddle.cli.view.Elapsed;
import dev.heddle.cli.view.RunPicture;
import dev.heddle.cli.view.RunPictures;
import dev.heddle.cli.view.Signs;
import dev.heddle.cli.view.Snapshot;
import dev.heddle.cli.view.TaskPicture;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import java.time.Duration;
import java.time.Instant;

/** The last lines of a run: what came out of it, how long it took, what to do next. */
final class Summary {

  private final Context context;

  Summary(Context context) {
    this.context = context;
  }

  void print(Snapshot seen) {
    Execution execution = seen.execution();
    RunPicture picture = RunPictures.of(seen);
    headline(execution, picture);
    Failure failure = execution.failure();
    if (execution.status() == ExecutionStatus.COMPLETED) {
      if (execution.result() != null) {
        context.print(Documents.text(execution.result(), OutputFormat.HUMAN).stripTrailing());
      }
    } else if (failure != null) {
      context.print("  " + DisplayText.oneLine(failure.message()));
    }
    if (execution.status() != ExecutionStatus.COMPLETED && !context.terminal().showsOutput()) {
      picture.tasks().forEach(this::lastWords);
    }
    next(execution);
  }

  private void headline(Execution execution, RunPicture picture) {
    Style style = context.terminal().outputStyle();
    ExecutionStatus status = execution.status();
    Instant end =
        execution.finishedAt() == null ? context.clock().instant() : execution.finishedAt();
    String sign =
        switch (status) {
          case COMPLETED -> style.sign("✔", "+");
          case REQUESTED, RUNNING, CANCELING, CANCELLED -> style.sign("⊘", "-");
          case FAILED, TIMEOUT -> style.sign("✘", "x");
        };
    context.print(
        style.paint(sign + " " + status.label(), Signs.of(status))
            + " "
            + picture.workflow()
            + " in "
            + Elapsed.text(Duration.between(execution.startedAt(), end)));
  }

  /** Where no tree was drawn, the end of the output of what failed has not been seen. */
  private void lastWords(TaskPicture task) {
    if (!task.message().isEmpty() && !context.options().verbose()) {
      task.tail()
          .forEach(line -> context.print("  " + task.name() + " | " + DisplayText.oneLine(line)));
    }
    task.inside().forEach(this::lastWords);
  }

  private void next(Execution execution) {
    String id = execution.id().toString();
    switch (execution.status()) {
      case COMPLETED -> say("details", "heddle execution show " + id);
      case FAILED, TIMEOUT -> {
        say("details", "heddle execution show " + id);
        say("output", "heddle execution logs " + id);
        if (execution.status() == ExecutionStatus.FAILED) {
          say("go on", "heddle execution retry " + id);
        }
      }
      case CANCELLED -> say("details", "heddle execution show " + id);
      case REQUESTED, RUNNING, CANCELING -> say("go on", "heddle execution resume " + id);
    }
  }

  private void say(String what, String command) {
    context.print(context.paint("  " + DisplayText.pad(what, 8) + command, Colour.DIM));
  }
}
