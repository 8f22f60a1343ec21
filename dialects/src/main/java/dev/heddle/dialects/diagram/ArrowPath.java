package dev.heddle.dialects.diagram;

import java.util.Arrays;
import java.util.List;

/**
 * The curve of an arrow.
 *
 * @param data as an SVG path
 * @param labels where the centre of its label may be, best first
 */
record ArrowPath(String data, List<Point> labels) {

  /** How far an arrow from a node to itself reaches beside it. */
  static final double LOOP = 22;

  private static final double[] ALONG = {0.5, 0.36, 0.64, 0.24, 0.76};

  /** The curve of {@code route} in a level that stands at {@code origin}. */
  static ArrowPath of(Route route, Point origin) {
    return route.isLoop() ? loop(route, origin) : curve(route, origin);
  }

  private static ArrowPath loop(Route route, Point origin) {
    Vertex vertex = route.path().getFirst();
    Point side = origin.moved(vertex.x + vertex.width / 2, vertex.y + vertex.height / 2);
    StringBuilder data = new StringBuilder("M").append(side.moved(0, -10));
    data.append('C').append(side.moved(LOOP + 4, -22));
    data.append(' ').append(side.moved(LOOP + 4, 22)).append(' ').append(side.moved(0, 10));
    double half = SvgText.smallWidth(route.link().label()) / 2;
    return new ArrowPath(data.toString(), List.of(side.moved(LOOP + 2 + half, 0)));
  }

  private static ArrowPath curve(Route route, Point origin) {
    List<Vertex> path = route.path();
    Vertex upper = path.getFirst();
    Vertex lower = path.getLast();
    double start = upper.slotsBelow().offset(path.get(1), route.upward());
    double end = lower.slotsAbove().offset(path.get(path.size() - 2), route.upward());
    Point top = origin.moved(upper.x + start, upper.y + upper.height);
    Point bottom = origin.moved(lower.x + end, lower.y);
    List<Point> bends =
        path.subList(1, path.size() - 1).stream()
            .map(bend -> origin.moved(bend.x, bend.y))
            .toList();
    Point from = route.upward() ? bottom : top;
    Point to = route.upward() ? top : bottom;
    StringBuilder data = new StringBuilder("M").append(from);
    Point at = from;
    for (Point bend : route.upward() ? bends.reversed() : bends) {
      segment(data, at, bend);
      at = bend;
    }
    segment(data, at, to);
    Point next = bends.isEmpty() ? bottom : bends.getFirst();
    List<Point> labels = Arrays.stream(ALONG).mapToObj(part -> along(top, next, part)).toList();
    return new ArrowPath(data.toString(), labels);
  }

  /** A point of the curve in the gap below its upper end: there no box is in the way. */
  private static Point along(Point top, Point next, double part) {
    double share = part * Math.min(1, 1.3 * Level.LAYER_GAP / Math.max(1, next.y() - top.y()));
    double rest = 1 - share;
    double across = 3 * rest * share * share + share * share * share;
    double down = 1.5 * rest * share + share * share * share;
    return top.moved((next.x() - top.x()) * across, (next.y() - top.y()) * down);
  }

  private static void segment(StringBuilder data, Point at, Point next) {
    double middle = (at.y() + next.y()) / 2;
    data.append('C').append(new Point(at.x(), middle));
    data.append(' ').append(new Point(next.x(), middle)).append(' ').append(next);
  }
}
