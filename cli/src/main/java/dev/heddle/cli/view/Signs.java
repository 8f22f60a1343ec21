package dev.heddle.cli.view;

import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.terminal.Style;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.TaskStatus;
import java.time.Instant;

/** The sign and the colour of each state. */
public final class Signs {

  private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
  private static final String PLAIN_SPINNER = "|/-\\";
  private static final long FRAME_MILLIS = 100;

  private Signs() {}

  public static Colour of(ExecutionStatus status) {
    return switch (status) {
      case REQUESTED, RUNNING -> Colour.CYAN;
      case CANCELING, CANCELLED -> Colour.YELLOW;
      case COMPLETED -> Colour.GREEN;
      case FAILED, TIMEOUT -> Colour.RED;
    };
  }

  public static Colour of(TaskStatus status) {
    return switch (status) {
      case REQUESTED, SKIPPED -> Colour.DIM;
      case SCHEDULED, RUNNING -> Colour.CYAN;
      case WAITING, CANCELLED -> Colour.YELLOW;
      case COMPLETED -> Colour.GREEN;
      case FAILED, TIMEOUT, ABANDONED -> Colour.RED;
    };
  }

  static String of(TaskPicture task, Instant now, Style style) {
    return switch (task.status()) {
      case REQUESTED, SCHEDULED -> style.sign("·", ".");
      case RUNNING -> spinner(now, style);
      case WAITING -> task.asks() ? "?" : style.sign("◷", "w");
      case COMPLETED -> style.sign("✔", "+");
      case FAILED, ABANDONED -> style.sign("✘", "x");
      case TIMEOUT -> style.sign("⏱", "t");
      case CANCELLED -> style.sign("⊘", "c");
      case SKIPPED -> style.sign("↷", "-");
    };
  }

  private static String spinner(Instant now, Style style) {
    String frames = style.unicode() ? SPINNER : PLAIN_SPINNER;
    int frame = (int) (now.toEpochMilli() / FRAME_MILLIS % frames.length());
    return frames.substring(frame, frame + 1);
  }
}
