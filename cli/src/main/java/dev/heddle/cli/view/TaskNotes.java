package dev.heddle.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is said about a task besides its state: attempt, activation, counts, waits. */
public final class TaskNotes {

  private TaskNotes() {}

  /** The notes in one text, or empty. */
  public static String text(TaskPicture task, Instant now) {
    List<String> notes = new ArrayList<>();
    if (task.activation() > 1) {
      notes.add("run " + task.activation());
    }
    TaskPicture.Items items = task.items();
    if (items != null) {
      notes.add(count(items));
    }
    if (task.attempt() > 1) {
      notes.add("attempt " + task.attempt());
    }
    if (task.due() != null && !task.status().isTerminal()) {
      String left = Elapsed.text(Duration.between(now, task.due()));
      notes.add(task.asks() ? left + " left" : "in " + left);
    }
    return String.join(", ", notes);
  }

  /** How long it has been running or ran; empty before it starts. */
  public static String elapsed(TaskPicture task, Instant now) {
    if (task.startedAt() == null) {
      return "";
    }
    Instant end = task.endedAt() == null ? now : task.endedAt();
    return Elapsed.text(Duration.between(task.startedAt(), end));
  }

  private static String count(TaskPicture.Items items) {
    String text = (items.succeeded() + items.failed()) + "/" + items.total();
    if (items.failed() > 0) {
      text += " (" + items.failed() + " failed)";
    }
    return items.running() > 0 ? text + ", " + items.running() + " running" : text;
  }
}
