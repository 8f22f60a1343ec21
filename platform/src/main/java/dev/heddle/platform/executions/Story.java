package dev.heddle.platform.executions;

import dev.heddle.engine.port.LogLine;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Tells from the rows of an execution what happened in it; never what tasks were given (S1-126).
 */
final class Story {

  private final Shown shown;
  private final List<Moment> moments = new ArrayList<>();

  private Story(Shown shown) {
    this.shown = shown;
  }

  /** {@code order} tells moments of the same instant apart. */
  private record Moment(Instant at, int order, String text) {}

  static List<LogLine> lines(Shown shown) {
    Story story = new Story(shown);
    story.tell();
    return story.moments.stream()
        .sorted(Comparator.comparing(Moment::at).thenComparingInt(Moment::order))
        .map(moment -> new LogLine(moment.at(), LogLine.Stream.ENGINE, moment.text()))
        .toList();
  }

  private void tell() {
    Execution execution = shown.execution();
    String start = "workflow " + execution.workflow() + " started by ";
    add(execution.startedAt(), 0, start + execution.origin().startedBy());
    for (TaskExecution task : shown.tasks()) {
      dispatched(task);
      ended(task);
    }
    if (execution.finishedAt() != null) {
      String end = "workflow " + execution.workflow() + " " + execution.status().label();
      add(
          execution.finishedAt(),
          Integer.MAX_VALUE,
          end + took(execution.startedAt(), execution.finishedAt()));
    }
  }

  private void dispatched(TaskExecution task) {
    List<String> triggers = new ArrayList<>();
    for (TaskExecution.Trigger trigger : task.triggers()) {
      triggers.add(shown.workflow().graph().node(trigger.node()).name());
    }
    String after = triggers.isEmpty() ? "" : " after " + String.join(", ", triggers);
    add(
        task.times().scheduledAt(),
        task.progress().scheduled(),
        "task " + name(task) + " dispatched" + after);
  }

  private void ended(TaskExecution task) {
    if (task.times().endedAt() == null) {
      return;
    }
    Failure failure = task.failure();
    String why = failure == null ? "" : " (" + failure.type() + ")";
    Instant from =
        task.times().startedAt() == null ? task.times().scheduledAt() : task.times().startedAt();
    add(
        task.times().endedAt(),
        task.progress().ended(),
        "task "
            + name(task)
            + " "
            + task.status().label()
            + why
            + took(from, task.times().endedAt()));
  }

  private static String name(TaskExecution task) {
    String item = task.key().isItem() ? "[" + task.key().item() + "]" : "";
    String activation = task.key().activation() > 1 ? " #" + task.key().activation() : "";
    String attempt = task.key().attempt() > 1 ? " attempt " + task.key().attempt() : "";
    return task.name() + item + activation + attempt;
  }

  private static String took(Instant from, Instant to) {
    double seconds = Duration.between(from, to).toMillis() / 1000.0;
    return String.format(Locale.ROOT, " in %.3f s", seconds);
  }

  private void add(Instant at, int order, String text) {
    moments.add(new Moment(at, order, text));
  }
}
