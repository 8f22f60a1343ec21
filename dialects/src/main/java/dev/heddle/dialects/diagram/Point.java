package dev.heddle.dialects.diagram;

/** A place in a picture. */
record Point(double x, double y) {

  Point moved(double dx, double dy) {
    return new Point(x + dx, y + dy);
  }

  /** As in path data: {@code 12.5 40}. */
  @Override
  public String toString() {
    return text(x) + " " + text(y);
  }

  /** With at most one digit behind the point, in every locale. */
  static String text(double number) {
    long tenths = Math.round(number * 10);
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
  }
}
