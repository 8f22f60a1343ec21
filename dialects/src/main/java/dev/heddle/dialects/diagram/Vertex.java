package dev.heddle.dialects.diagram;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private @Nullable Slots slotsBelow;
  private @Nullable Slots slotsAbove;

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

  /** Asked for only when all vertices have their place. */
  Slots slotsBelow() {
    if (slotsBelow == null) {
      slotsBelow = new Slots(this, below);
    }
    return slotsBelow;
  }

  /** As {@link #slotsBelow}. */
  Slots slotsAbove() {
    if (slotsAbove == null) {
      slotsAbove = new Slots(this, above);
    }
    return slotsAbove;
  }

  static void connect(Vertex upper, Vertex lower) {
    upper.below.add(lower);
    lower.above.add(upper);
  }
}
