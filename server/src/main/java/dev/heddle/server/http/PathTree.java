package dev.heddle.server.http;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Routes by the parts of their paths: the others are not looked at to find one. */
final class PathTree {

  private final Map<String, PathTree> fixed = new HashMap<>();
  private @Nullable PathTree named;
  private final Map<Integer, Route> ends = new HashMap<>();

  /** Whether any text but none fits a part of a route's path. */
  static boolean isNamed(String part) {
    return part.startsWith("{") && part.endsWith("}");
  }

  /**
   * Adds a route.
   *
   * @param path from the first slash on
   * @param number its place in the table
   */
  void add(String path, int number, Route route) {
    PathTree node = this;
    for (String part : path.substring(1).split("/", -1)) {
      if (!isNamed(part)) {
        node = node.fixed.computeIfAbsent(part, _ -> new PathTree());
        continue;
      }
      PathTree any = node.named == null ? new PathTree() : node.named;
      node.named = any;
      node = any;
    }
    node.ends.put(number, route);
  }

  /** Collects the routes a path fits, by their places. */
  void collect(String path, SortedMap<Integer, Route> found) {
    if (path.startsWith("/")) {
      collect(path, 1, found);
    }
  }

  private void collect(String path, int from, SortedMap<Integer, Route> found) {
    int slash = path.indexOf('/', from);
    String part = slash < 0 ? path.substring(from) : path.substring(from, slash);
    PathTree exact = fixed.get(part);
    if (exact != null) {
      exact.follow(path, slash, found);
    }
    if (named != null && !part.isEmpty()) {
      named.follow(path, slash, found);
    }
  }

  private void follow(String path, int slash, SortedMap<Integer, Route> found) {
    if (slash < 0) {
      found.putAll(ends);
    } else {
      collect(path, slash + 1, found);
    }
  }
}
