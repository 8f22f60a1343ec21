package dev.heddle.cli.command;

import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.cli.view.Elapsed;
import dev.heddle.platform.executions.Blocker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why something does not run. */
final class BlockerLines {

  private final Context context;

  BlockerLines(Context context) {
    this.context = context;
  }

  void print(List<Blocker> blockers) {
    for (Blocker blocker : blockers) {
      String what = blocker.task() == null ? "" : blocker.task() + ": ";
      context.print(
          context.paint("waits", Colour.DIM)
              + "       "
              + DisplayText.oneLine(what + blocker.message())
              + context.paint(since(blocker.since()), Colour.DIM));
    }
  }

  private String since(@Nullable Instant since) {
    return since == null
        ? ""
        : " (for " + Elapsed.text(Duration.between(since, context.clock().instant())) + ")";
  }
}
