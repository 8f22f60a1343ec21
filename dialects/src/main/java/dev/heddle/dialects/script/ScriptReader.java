package dev.heddle.dialects.script;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a text into tasks, line by line (4.1). */
final class ScriptReader {

  /** What a definition may cost; the same bound as for the other dialects. */
  private static final int LONGEST_TEXT = 1 << 20;

  private static final int MOST_TASKS = 5_000;

  private final SourceText source;
  private final Diagnostics diagnostics;
  private final List<ScriptTask> tasks = new ArrayList<>();
  private @Nullable ScriptTask open;

  /** Whether the block under way has a mistake that was reported: one per block is enough. */
  private boolean reported;

  ScriptReader(SourceText source, Diagnostics diagnostics) {
    this.source = source;
    this.diagnostics = diagnostics;
  }

  List<ScriptTask> read() {
    if (source.text().length() > LONGEST_TEXT) {
      diagnostics.error(
          "too_large",
          "the text is longer than " + LONGEST_TEXT + " characters",
          "move data out of the scripts",
          source.span(1, 1));
      return tasks;
    }
    List<String> lines = source.lines();
    for (int i = 0; i < lines.size() && tasks.size() <= MOST_TASKS; i++) {
      line(lines.get(i), i + 1);
    }
    if (tasks.size() > MOST_TASKS) {
      diagnostics.error(
          "too_large",
          "there are more than " + MOST_TASKS + " tasks",
          "split the workflow",
          tasks.getLast().header());
      tasks.clear();
    }
    if (tasks.isEmpty() && !diagnostics.hasErrors()) {
      diagnostics.error(
          "no_tasks",
          "there is no task in this file",
          "a task is `fun name():` and an indented script under it",
          source.span(1, 1));
    }
    return tasks;
  }

  private void line(String line, int number) {
    int indented = indentation(line);
    if (indented == line.length() || line.charAt(indented) == '#') {
      if (open != null) {
        open.body().addAny(line);
      }
      return;
    }
    if (indented == 0) {
      atMargin(line, number);
      return;
    }
    indentedLine(line, number, indented);
  }

  private void atMargin(String line, int number) {
    reported = false;
    if (isHeader(line)) {
      open = new HeaderReader(line, number, source, diagnostics).read();
      tasks.add(open);
      return;
    }
    open = null;
    reported = true;
    diagnostics.error(
        "unexpected_text",
        "only `fun`, comments and blank lines may stand at the margin",
        line.startsWith("def ")
            ? "write `fun` instead of `def`"
            : "indent it if it belongs to the task above",
        source.span(number, 1));
  }

  /** The word {@code fun}, whatever may be wrong behind it. */
  private static boolean isHeader(String line) {
    return line.startsWith("fun") && (line.length() == 3 || " \t(".indexOf(line.charAt(3)) >= 0);
  }

  private void indentedLine(String line, int number, int indented) {
    if (open == null) {
      once(
          "unexpected_indentation",
          "this line belongs to no task",
          "put it under `fun name():`",
          number,
          indented);
      return;
    }
    ScriptTask.Body body = open.body();
    if (line.substring(0, indented).indexOf('\t') >= 0) {
      once(
          "tab_indentation",
          "there is a tab in the indentation",
          "indent with blanks only",
          number,
          line.indexOf('\t'));
    } else if (!body.isEmpty() && indented < body.indentation()) {
      once(
          "bad_indentation",
          "indented by "
              + indented
              + ", but the script of `"
              + open.name().text()
              + "` by "
              + body.indentation(),
          "indent all lines of a script at least as much as its first",
          number,
          indented);
    }
    body.add(line, indented);
  }

  private void once(String code, String message, String hint, int number, int offset) {
    if (!reported) {
      diagnostics.error(code, message, hint, source.span(number, offset + 1));
    }
    reported = true;
  }

  private static int indentation(String line) {
    int indented = 0;
    while (indented < line.length()
        && (line.charAt(indented) == ' '
            || line.charAt(indented) == '\t'
            || line.charAt(indented) == '\f')) {
      indented++;
    }
    return indented;
  }
}
