package dev.heddle.dialects.diagram;

import java.util.List;

/** An arrow of a level: the vertices it passes from the upper end to the lower. */
record Route(Link link, List<Vertex> path, boolean upward) {

  Route {
    path = List.copyOf(path);
  }

  boolean isLoop() {
    return path.size() == 1;
  }
}
