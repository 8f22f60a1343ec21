package dev.heddle.cli.follow;

import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.terminal.LiveArea;
import dev.heddle.cli.terminal.Style;
import dev.heddle.cli.terminal.StyledLine;
import dev.heddle.cli.terminal.WindowSize;
import dev.heddle.cli.view.LiveTree;
import dev.heddle.cli.view.RunPicture;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A tree that is drawn over again, for a person at a terminal. */
public final class LiveProgress implements Progress {

  private static final Duration FRAME = Duration.ofMillis(100);

  private final LiveArea area;
  private final WindowSize size;
  private final Style style;
  private volatile String note = "";

  public LiveProgress(PrintWriter out, WindowSize size, Style style) {
    this.area = new LiveArea(out);
    this.size = size;
    this.style = style;
  }

  @Override
  public void show(RunPicture picture, Instant now) {
    int room = note.isEmpty() ? size.rows() : size.rows() - 1;
    List<String> lines = new ArrayList<>();
    lines.addAll(new LiveTree(size.columns(), room, style).lines(picture, now));
    if (!note.isEmpty()) {
      lines.add(new StyledLine().add(note, Colour.YELLOW).render(size.columns() - 1, style));
    }
    area.draw(lines);
  }

  @Override
  public void note(String line) {
    note = line;
  }

  @Override
  public void stepAside() {
    area.leave();
  }

  @Override
  public Duration rhythm() {
    return FRAME;
  }
}
