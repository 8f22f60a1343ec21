package dev.heddle.cli.terminal;

import java.io.PrintWriter;
import java.util.List;

/**
 * The lines at the bottom of a terminal that are drawn over again. Every line must be shorter than
 * the terminal is wide. Not thread-safe.
 */
public final class LiveArea {

  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintWriter out;
  private int drawn;

  public LiveArea(PrintWriter out) {
    this.out = out;
  }

  /** Replaces what was drawn last, in one write so that nothing flickers. */
  public void draw(List<String> lines) {
    StringBuilder frame = new StringBuilder(backToTop());
    for (String line : lines) {
      frame.append(line).append(CLEAR_LINE).append('\n');
    }
    out.print(frame.append(CLEAR_BELOW));
    out.flush();
    drawn = lines.size();
  }

  /** Leaves what was drawn where it is; the next drawing begins below. */
  public void leave() {
    drawn = 0;
  }

  /** Takes what was drawn away. */
  public void erase() {
    out.print(backToTop() + CLEAR_BELOW);
    out.flush();
    drawn = 0;
  }

  private String backToTop() {
    return drawn == 0 ? "\r" : "\r\u001b[" + drawn + "A";
  }
}
