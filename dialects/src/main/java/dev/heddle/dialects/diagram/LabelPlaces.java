package dev.heddle.dialects.diagram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps labels of arrows apart from each other and inside the picture. */
final class LabelPlaces {

  private static final double HEIGHT = 14;

  private final double pictureWidth;
  private final Map<Long, List<Taken>> rows = new HashMap<>();

  private record Taken(Point centre, double width) {
    boolean overlaps(Point other, double otherWidth) {
      return Math.abs(centre.y() - other.y()) < HEIGHT
          && Math.abs(centre.x() - other.x()) < (width + otherWidth) / 2 + 6;
    }
  }

  LabelPlaces(double pictureWidth) {
    this.pictureWidth = pictureWidth;
  }

  /** The first of {@code candidates} that is free, or the first. */
  Point choose(List<Point> candidates, double width) {
    Point chosen = inside(candidates.getFirst(), width);
    for (Point candidate : candidates) {
      Point place = inside(candidate, width);
      if (isFree(place, width)) {
        chosen = place;
        break;
      }
    }
    rows.computeIfAbsent(row(chosen), _ -> new ArrayList<>()).add(new Taken(chosen, width));
    return chosen;
  }

  private Point inside(Point point, double width) {
    double half = Math.min(width, pictureWidth - 8) / 2 + 4;
    return new Point(Math.clamp(point.x(), half, pictureWidth - half), point.y());
  }

  private boolean isFree(Point place, double width) {
    for (long row = row(place) - 1; row <= row(place) + 1; row++) {
      for (Taken taken : rows.getOrDefault(row, List.of())) {
        if (taken.overlaps(place, width)) {
          return false;
        }
      }
    }
    return true;
  }

  private static long row(Point point) {
    return Math.round(point.y() / HEIGHT);
  }
}
