package dev.heddle.dialects.diagram;

import java.util.ArrayList;
import java.util.List;

/** A node while its level is laid out, or a bend of an arrow that passes a layer. */
final class Vertex {

  private static final int BEND = -1;

  final int node;
  final double width;
  final double height;

  /** Room to the right of it, for an arrow that leads back to it. */
  final double beside;

  final List<Vertex> above = new ArrayList<>();
  final List<Vertex> below = new ArrayList<>();
  int layer;
  double rank;
  double x;
  double y;

  Vertex(int node, double width, double height, double beside) {
    this.node = node;
    this.width = width;
    this.height = height;
    this.beside = beside;
  }

  static Vertex bend(int layer) {
    Vertex bend = new Vertex(BEND, 14, 0, 0);
    bend.layer = layer;
    return bend;
  }

  double left() {
    return x - width / 2;
  }

  double right() {
    return x + width / 2 + beside;
  }

  static void connect(Vertex upper, Vertex lower) {
    upper.below.add(lower);
    lower.above.add(upper);
  }
}
