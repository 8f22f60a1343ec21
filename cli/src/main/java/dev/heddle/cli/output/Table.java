package dev.heddle.cli.output;

import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.cli.terminal.Style;
import dev.heddle.cli.terminal.StyledLine;
import java.util.ArrayList;
import java.util.List;

/** Rows under headings; the last column takes what is left of the line. */
public final class Table {

  /** A cell and how it stands out. */
  public record Cell(String text, Colour colour) {
    public Cell {
      text = DisplayText.oneLine(text);
    }

    public static Cell of(String text) {
      return new Cell(text, Colour.PLAIN);
    }
  }

  private static final String GAP = "  ";

  private final List<List<Cell>> rows = new ArrayList<>();
  private final int[] widths;

  public Table(String... headings) {
    widths = new int[headings.length];
    List<Cell> head = new ArrayList<>();
    for (String heading : headings) {
      head.add(new Cell(heading, Colour.DIM));
    }
    row(head);
  }

  public void row(List<Cell> cells) {
    rows.add(List.copyOf(cells));
    for (int i = 0; i < cells.size(); i++) {
      widths[i] = Math.max(widths[i], DisplayText.width(cells.get(i).text()));
    }
  }

  /** The lines, none longer than {@code width}. */
  public List<String> lines(int width, Style style) {
    List<String> lines = new ArrayList<>();
    for (List<Cell> row : rows) {
      StyledLine line = new StyledLine();
      for (int i = 0; i < row.size(); i++) {
        Cell cell = row.get(i);
        boolean last = i == row.size() - 1;
        line.add(last ? cell.text() : DisplayText.pad(cell.text(), widths[i]), cell.colour())
            .add(last ? "" : GAP);
      }
      lines.add(line.render(width, style));
    }
    return lines;
  }
}
