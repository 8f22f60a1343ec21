package dev.heddle.dialects.diagram;

import dev.heddle.model.Node;
import dev.heddle.model.Work;
import java.util.Locale;

/** Writes the elements of the picture; every text is escaped here. */
final class SvgWriter {

  private static final String STYLE =
      """
      text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}
      .ground{fill:#ffffff}
      .box{fill:#f6f8fa;stroke:#8c959f;stroke-width:1.2}
      .frame{fill:#8c959f;fill-opacity:.08;stroke:#8c959f;stroke-dasharray:5 4}
      .name{font-size:13px;font-weight:600;fill:#1f2328}
      .work{font-size:11px;fill:#59636e}
      .line{fill:none;stroke:#59636e;stroke-width:1.4}
      .line.failure{stroke:#cf222e;stroke-dasharray:5 4}
      .line.always{stroke-width:2.2}
      .head{fill:#59636e}.head.failure{fill:#cf222e}
      .label{font-size:11px;fill:#1f2328;stroke:#ffffff;stroke-width:4;paint-order:stroke}
      .good{stroke:#1a7f37;stroke-width:2.2}.bad{stroke:#cf222e;stroke-width:2.2}
      .late{stroke:#bc4c00;stroke-width:2.2}.active{stroke:#0969da;stroke-width:2.8}
      .waiting{stroke:#9a6700;stroke-width:2.2}.muted{stroke-dasharray:3 3;opacity:.6}
      @media (prefers-color-scheme:dark){
      .ground{fill:#0d1117}.box{fill:#161b22;stroke:#6e7681}.name{fill:#e6edf3}.work{fill:#9198a1}
      .line{stroke:#9198a1}.line.failure{stroke:#f85149}.head{fill:#9198a1}.head.failure{fill:#f85149}
      .label{fill:#e6edf3;stroke:#0d1117}
      .good{stroke:#3fb950}.bad{stroke:#f85149}.late{stroke:#db6d28}.active{stroke:#4493f8}.waiting{stroke:#d29922}
      }
      """;

  private final StringBuilder shapes = new StringBuilder();
  private final StringBuilder labels = new StringBuilder();
  private final LabelPlaces places;

  /** A rectangle by its upper left corner. */
  record Box(double x, double y, double width, double height) {
    Box moved(double by) {
      return new Box(x + by, y - by, width, height);
    }
  }

  SvgWriter(double width, double height) {
    places = new LabelPlaces(width);
    String size = Point.text(width) + "\" height=\"" + Point.text(height);
    shapes.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(size);
    shapes
        .append("\" viewBox=\"0 0 ")
        .append(new Point(width, height))
        .append("\" role=\"img\">\n");
    shapes.append("<style>\n").append(STYLE).append("</style>\n<defs>\n");
    marker("head", "head");
    marker("head-failure", "head failure");
    shapes.append("</defs>\n<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n");
  }

  private void marker(String id, String style) {
    shapes
        .append("<marker id=\"heddle-")
        .append(id)
        .append("\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\"")
        .append(" markerUnits=\"userSpaceOnUse\" markerWidth=\"9\" markerHeight=\"9\"")
        .append(
            " orient=\"auto\"><path class=\"" + style + "\" d=\"M0 0L10 5L0 10z\"/></marker>\n");
  }

  void title(String title) {
    shapes.append("<title>").append(SvgText.escaped(title)).append("</title>\n");
  }

  void node(Box box, Node node, String subtitle, String state) {
    String tone = Tone.of(state).cssClass();
    shapes.append("<g>\n<title>").append(SvgText.escaped(node.name())).append("</title>\n");
    if (node.iteration().isPresent()) {
      rectangle(box.moved(5), "box", 8);
    }
    double radius =
        switch (node.work()) {
          case Work.Wait _ -> box.height() / 2;
          case Work.Inquiry _ -> 18;
          default -> 8;
        };
    rectangle(box, "box " + tone, radius);
    double x = box.x() + box.width() / 2;
    text(shapes, "name", x, box.y() + 19, Caption.cut(node.name()));
    text(shapes, "work", x, box.y() + 35, subtitle);
    shapes.append("</g>\n");
  }

  void group(Box box, String name, String state) {
    rectangle(box, "frame " + Tone.of(state).cssClass(), 10);
    text(shapes, "name", box.x() + box.width() / 2, box.y() + 19, Caption.cut(name));
  }

  void arrow(ArrowPath path, Link link) {
    String style = link.style().name().toLowerCase(Locale.ROOT);
    String head = link.style() == Link.Style.FAILURE ? "head-failure" : "head";
    shapes.append("<path class=\"line ").append(style).append("\" d=\"").append(path.data());
    shapes.append("\" marker-end=\"url(#heddle-").append(head).append(")\"/>\n");
    if (!link.label().isEmpty()) {
      Point place = places.choose(path.labels(), SvgText.smallWidth(link.label()));
      text(labels, "label", place.x(), place.y() + 4, link.label());
    }
  }

  /** Labels come last, so that no line runs over them. */
  String finish() {
    return shapes.append(labels).append("</svg>\n").toString();
  }

  private void rectangle(Box box, String style, double radius) {
    shapes.append("<rect class=\"").append(style);
    attribute("x", box.x());
    attribute("y", box.y());
    attribute("width", box.width());
    attribute("height", box.height());
    attribute("rx", radius);
    shapes.append("\"/>\n");
  }

  private void attribute(String name, double number) {
    shapes.append("\" ").append(name).append("=\"").append(Point.text(number));
  }

  private static void text(StringBuilder out, String style, double x, double y, String text) {
    out.append("<text class=\"").append(style).append("\" x=\"").append(Point.text(x));
    out.append("\" y=\"").append(Point.text(y)).append("\" text-anchor=\"middle\">");
    out.append(SvgText.escaped(text)).append("</text>\n");
  }
}
