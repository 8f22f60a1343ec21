package dev.heddle.cli.follow;

import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.cli.view.RunChanges;
import dev.heddle.cli.view.RunPicture;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** A line per change, for pipes and files. */
public final class LineProgress implements Progress {

  private final PrintWriter out;
  private final boolean verbose;
  private final RunChanges changes = new RunChanges();

  /**
   * @param verbose whether to show what tasks print, too
   */
  public LineProgress(PrintWriter out, boolean verbose) {
    this.out = out;
    this.verbose = verbose;
  }

  @Override
  public void show(RunPicture picture, Instant now) {
    if (verbose) {
      for (RunPicture.Printed printed : picture.printed()) {
        out.println(printed.task() + " | " + DisplayText.oneLine(printed.line()));
      }
    }
    changes.lines(picture, now).forEach(out::println);
    out.flush();
  }

  @Override
  public void note(String line) {
    out.println(line);
  }

  @Override
  public void stepAside() {
    // every line stays where it is
  }

  @Override
  public Duration rhythm() {
    return Duration.ofMillis(200);
  }
}
