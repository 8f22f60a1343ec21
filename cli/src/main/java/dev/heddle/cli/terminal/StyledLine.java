package dev.heddle.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** A line of coloured pieces that is cut to a width before the colours are put on. */
public final class StyledLine {

  private record Piece(String text, Colour colour) {}

  private final List<Piece> pieces = new ArrayList<>();

  public StyledLine add(String text) {
    return add(text, Colour.PLAIN);
  }

  public StyledLine add(String text, Colour colour) {
    pieces.add(new Piece(text, colour));
    return this;
  }

  public String render(int width, Style style) {
    StringBuilder line = new StringBuilder();
    int room = width;
    for (Piece piece : pieces) {
      String text = DisplayText.fit(piece.text(), room, style.sign("…", "~"));
      line.append(style.paint(text, piece.colour()));
      room -= DisplayText.width(text);
      if (!text.equals(piece.text())) {
        break;
      }
    }
    return line.toString().stripTrailing();
  }
}
