package dev.heddle.cli.view;

import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.cli.terminal.Style;
import dev.heddle.cli.terminal.StyledLine;
import dev.heddle.model.execution.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws a picture as a tree of tasks that fits a terminal. Where there are more lines than rows,
 * tasks that went well give way to a count of them.
 */
public final class LiveTree {

  private static final int NAME_COLUMNS = 40;

  private final int width;
  private final int height;
  private final Style style;

  /**
   * @param width columns, one of which stays free so that no line wraps
   * @param height rows, one of which stays free for the cursor
   */
  public LiveTree(int width, int height, Style style) {
    this.width = Math.max(20, width - 1);
    this.height = Math.max(4, height - 1);
    this.style = style;
  }

  /** The lines of {@code picture} as it stands at {@code now}. */
  public List<String> lines(RunPicture picture, Instant now) {
    List<TaskPicture> tasks = picture.tasks();
    List<Row> rows = rows(tasks);
    if (rows.size() + 1 > height) {
      rows = folded(tasks, height - 1);
    }
    int nameColumns = nameColumns(rows);
    List<String> lines = new ArrayList<>();
    lines.add(render(head(picture, now)));
    for (Row row : rows) {
      lines.add(render(row.line(nameColumns, now, this)));
    }
    return lines;
  }

  private String render(StyledLine line) {
    return line.render(width, style);
  }

  private StyledLine head(RunPicture picture, Instant now) {
    Instant end = picture.finishedAt() == null ? now : picture.finishedAt();
    StyledLine line =
        new StyledLine()
            .add(picture.workflow(), Colour.BOLD)
            .add("  ")
            .add(
                picture.paused() == null ? picture.status().label() : "paused",
                Signs.of(picture.status()));
    if (picture.paused() != null) {
      line.add(" " + DisplayText.oneLine(picture.paused()));
    }
    return line.add(
        "  " + Elapsed.text(Duration.between(picture.startedAt(), end)) + "  " + picture.id(),
        Colour.DIM);
  }

  /** A line of the tree before it is known how wide the names are. */
  private sealed interface Row {
    StyledLine line(int nameColumns, Instant now, LiveTree tree);
  }

  private record TaskRow(String indent, TaskPicture task) implements Row {
    @Override
    public StyledLine line(int nameColumns, Instant now, LiveTree tree) {
      return tree.taskLine(this, nameColumns, now);
    }
  }

  private record NoteRow(String indent, String text, Colour colour) implements Row {
    @Override
    public StyledLine line(int nameColumns, Instant now, LiveTree tree) {
      return new StyledLine().add(indent).add(DisplayText.oneLine(text), colour);
    }
  }

  private List<Row> rows(List<TaskPicture> tasks) {
    List<Row> rows = new ArrayList<>();
    tasks.forEach(task -> add(rows, " ", task));
    return rows;
  }

  private void add(List<Row> rows, String indent, TaskPicture task) {
    rows.add(new TaskRow(indent, task));
    String inner = indent + "  ";
    for (String line : task.tail()) {
      if (!task.message().contains(line)) {
        rows.add(new NoteRow(inner + style.sign("│ ", "| "), line, Colour.DIM));
      }
    }
    if (!task.message().isEmpty()) {
      rows.add(new NoteRow(inner + style.sign("╰ ", "` "), task.message(), Colour.RED));
    }
    task.inside().forEach(member -> add(rows, inner, member));
  }

  /** Keeps what is going on or went wrong; of the rest the newest that fit. */
  private List<Row> folded(List<TaskPicture> tasks, int room) {
    List<List<Row>> blocks = new ArrayList<>();
    int total = 0;
    for (TaskPicture task : tasks) {
      List<Row> block = new ArrayList<>();
      add(block, " ", task);
      blocks.add(block);
      total += block.size();
    }
    List<Row> kept = new ArrayList<>();
    int hidden = 0;
    for (int i = 0; i < blocks.size(); i++) {
      boolean fits = total + (hidden > 0 ? 1 : 0) <= room;
      if (!fits && isDone(tasks.get(i))) {
        total -= blocks.get(i).size();
        hidden++;
        continue;
      }
      kept.addAll(blocks.get(i));
    }
    if (hidden > 0) {
      kept.addFirst(new NoteRow(" ", style.sign("⋮ ", ": ") + hidden + " more done", Colour.DIM));
    }
    return kept.size() <= room ? kept : cut(kept, room);
  }

  private List<Row> cut(List<Row> rows, int room) {
    List<Row> shown = new ArrayList<>(rows.subList(0, room - 1));
    int hidden = rows.size() - shown.size();
    shown.add(new NoteRow(" ", style.sign("⋮ ", ": ") + hidden + " more lines", Colour.DIM));
    return shown;
  }

  private static boolean isDone(TaskPicture task) {
    return task.status() == TaskStatus.COMPLETED || task.status() == TaskStatus.SKIPPED;
  }

  private static int nameColumns(List<Row> rows) {
    int columns = 0;
    for (Row row : rows) {
      if (row instanceof TaskRow(String indent, TaskPicture task)) {
        columns = Math.max(columns, DisplayText.width(indent) + DisplayText.width(task.name()));
      }
    }
    return Math.min(columns, NAME_COLUMNS);
  }

  private StyledLine taskLine(TaskRow row, int nameColumns, Instant now) {
    TaskPicture task = row.task();
    Colour colour = Signs.of(task.status());
    int room = nameColumns - DisplayText.width(row.indent());
    return new StyledLine()
        .add(row.indent())
        .add(Signs.of(task, now, style), colour)
        .add(" " + DisplayText.pad(DisplayText.fit(task.name(), room, style.sign("…", "~")), room))
        .add("  ")
        .add(DisplayText.pad(state(task), 9), colour)
        .add(" " + DisplayText.pad(TaskNotes.elapsed(task, now), 7), Colour.DIM)
        .add(notes(task, now));
  }

  private static String state(TaskPicture task) {
    return task.asks() ? "asking" : task.status().label();
  }

  private static String notes(TaskPicture task, Instant now) {
    @Nullable String notes = TaskNotes.text(task, now);
    return notes.isEmpty() ? "" : " " + notes;
  }
}
