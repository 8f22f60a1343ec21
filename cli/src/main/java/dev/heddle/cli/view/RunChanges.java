package dev.heddle.cli.view;

import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.model.execution.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells what changed between one picture and the next, a line each: for pipes and files. */
public final class RunChanges {

  private record Seen(TaskStatus status, int activation, int attempt, boolean asks) {}

  private final Map<String, Seen> seen = new HashMap<>();
  private String pause = "";

  /** The lines for what is new in {@code picture} since the last call. */
  public List<String> lines(RunPicture picture, Instant now) {
    List<String> lines = new ArrayList<>();
    String time = "[" + Elapsed.text(Duration.between(picture.startedAt(), now)) + "] ";
    if (seen.isEmpty() && pause.isEmpty()) {
      lines.add(time + picture.workflow() + " started as " + picture.id());
      pause = "none";
    }
    picture.tasks().forEach(task -> compare(lines, time, "", task, now));
    String nowPaused = picture.paused() == null ? "none" : picture.paused();
    if (!nowPaused.equals(pause)) {
      lines.add(time + (picture.paused() == null ? "resumed" : "paused " + nowPaused));
      pause = nowPaused;
    }
    return lines;
  }

  private void compare(
      List<String> lines, String time, String prefix, TaskPicture task, Instant now) {
    String name = prefix + task.name();
    if (task.status().isTerminal()) {
      // A group and a nested workflow end after what is in them.
      compareInside(lines, time, name, task, now);
      compareItself(lines, time, name, task, now);
    } else {
      compareItself(lines, time, name, task, now);
      compareInside(lines, time, name, task, now);
    }
  }

  private void compareItself(
      List<String> lines, String time, String name, TaskPicture task, Instant now) {
    Seen current = new Seen(task.status(), task.activation(), task.attempt(), task.asks());
    if (!current.equals(seen.put(name, current)) && isWorthALine(task)) {
      lines.add(time + line(name, task, now));
    }
  }

  private void compareInside(
      List<String> lines, String time, String name, TaskPicture task, Instant now) {
    task.inside().forEach(member -> compare(lines, time, name + "/", member, now));
  }

  /** That a task will start at once is no news. */
  private static boolean isWorthALine(TaskPicture task) {
    return task.status() != TaskStatus.REQUESTED && task.status() != TaskStatus.SCHEDULED;
  }

  private static String line(String name, TaskPicture task, Instant now) {
    StringBuilder line = new StringBuilder(name).append(' ');
    line.append(task.asks() ? "asks a person" : task.status().label());
    String elapsed = TaskNotes.elapsed(task, now);
    if (task.status().isTerminal() && !elapsed.isEmpty()) {
      line.append(" after ").append(elapsed);
    }
    String notes = TaskNotes.text(task, now);
    if (!notes.isEmpty()) {
      line.append(" (").append(notes).append(')');
    }
    if (!task.message().isEmpty()) {
      line.append(": ").append(DisplayText.oneLine(task.message()));
    }
    return line.toString();
  }
}
