package dev.heddle.server.http;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of all routes, in which the first match counts. */
public final class Routes {

  private final List<Route> all;
  private final List<Row> rows = new ArrayList<>();

  /**
   * A table of these routes.
   *
   * @throws IllegalArgumentException if two have the same method and path, or the same operation
   */
  public Routes(List<Route> all) {
    this.all = List.copyOf(all);
    Set<String> seen = new HashSet<>();
    for (Route route : all) {
      if (!seen.add(route.method() + " " + route.path()) || !seen.add(route.operation())) {
        throw new IllegalArgumentException("there are two routes like " + route.operation());
      }
      rows.add(new Row(pattern(route.path()), route.method(), route.accepts()));
    }
  }

  public List<Route> all() {
    return all;
  }

  /** The methods some route has for a path; none if there is no such path. */
  Set<Method> methods(String path) {
    Set<Method> methods = EnumSet.noneOf(Method.class);
    for (Row row : rows) {
      if (row.path.matcher(path).matches()) {
        methods.add(row.method);
      }
    }
    return methods;
  }

  /** What kind of body the route of a path reads. */
  Accepts accepts(String path, Method method) {
    for (Row row : rows) {
      if (row.method == method && row.path.matcher(path).matches()) {
        return row.accepts;
      }
    }
    return Accepts.JSON;
  }

  /** What an {@code Allow} header says of a path. */
  String allowed(String path) {
    return methods(path).stream().map(Method::name).collect(Collectors.joining(", "));
  }

  private static Pattern pattern(String path) {
    return Pattern.compile(path.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+"));
  }

  private record Row(Pattern path, Method method, Accepts accepts) {}
}
