package dev.heddle.server.http;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of all routes, in which the first match counts. */
public final class Routes {

  private final List<Route> all;
  private final PathTree tree = new PathTree();

  /**
   * A table of these routes.
   *
   * @throws IllegalArgumentException if two have the same method and path, or the same operation
   */
  public Routes(List<Route> all) {
    this.all = List.copyOf(all);
    Set<String> seen = new HashSet<>();
    int number = 0;
    for (Route route : all) {
      if (!seen.add(route.method() + " " + route.path()) || !seen.add(route.operation())) {
        throw new IllegalArgumentException("there are two routes like " + route.operation());
      }
      tree.add(route.path(), number++, route);
    }
  }

  public List<Route> all() {
    return all;
  }

  /** The methods some route has for a path; none if there is no such path. */
  Set<Method> methods(String path) {
    Set<Method> methods = EnumSet.noneOf(Method.class);
    at(path).forEach(route -> methods.add(route.method()));
    return methods;
  }

  /** What kind of body the route of a path reads. */
  Accepts accepts(String path, Method method) {
    return route(method, path).map(Route::accepts).orElse(Accepts.JSON);
  }

  /**
   * A route and what its path names.
   *
   * @param names the parameters of the path
   */
  record Found(Route route, Map<String, String> names) {}

  /** The route of a path. */
  Optional<Found> find(Method method, String path) {
    return route(method, path).map(route -> new Found(route, names(route, path)));
  }

  private Optional<Route> route(Method method, String path) {
    return at(path).stream().filter(route -> route.method() == method).findFirst();
  }

  private List<Route> at(String path) {
    SortedMap<Integer, Route> found = new TreeMap<>();
    tree.collect(path, found);
    return List.copyOf(found.values());
  }

  private static Map<String, String> names(Route route, String path) {
    String[] parts = route.path().split("/", -1);
    String[] values = path.split("/", -1);
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i++) {
      if (PathTree.isNamed(parts[i])) {
        names.put(parts[i].substring(1, parts[i].length() - 1), values[i]);
      }
    }
    return names;
  }

  /** What an {@code Allow} header says of a path. */
  String allowed(String path) {
    return methods(path).stream().map(Method::name).collect(Collectors.joining(", "));
  }
}
