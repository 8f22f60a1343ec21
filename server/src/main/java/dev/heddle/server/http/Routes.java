package dev.heddle.server.http;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of all routes, in which the first match counts. */
public final class Routes {

  private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

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
      rows.add(new Row(pattern(route.path()), route));
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
        methods.add(row.route.method());
      }
    }
    return methods;
  }

  /** What kind of body the route of a path reads. */
  Accepts accepts(String path, Method method) {
    for (Row row : rows) {
      if (row.route.method() == method && row.path.matcher(path).matches()) {
        return row.route.accepts();
      }
    }
    return Accepts.JSON;
  }

  /**
   * A route and what its path names.
   *
   * @param names the parameters of the path
   */
  record Found(Route route, Map<String, String> names) {}

  /** The route of a path. */
  Optional<Found> find(Method method, String path) {
    for (Row row : rows) {
      Matcher values = row.path.matcher(path);
      if (row.route.method() == method && values.matches()) {
        Map<String, String> names = new LinkedHashMap<>();
        List<String> parameters =
            NAME.matcher(row.route.path()).results().map(name -> name.group(1)).toList();
        for (int i = 0; i < parameters.size(); i++) {
          names.put(parameters.get(i), values.group(i + 1));
        }
        return Optional.of(new Found(row.route, names));
      }
    }
    return Optional.empty();
  }

  /** What an {@code Allow} header says of a path. */
  String allowed(String path) {
    return methods(path).stream().map(Method::name).collect(Collectors.joining(", "));
  }

  private static Pattern pattern(String path) {
    return Pattern.compile(path.replace(".", "\\.").replaceAll("\\{\\w+}", "([^/]+)"));
  }

  private record Row(Pattern path, Route route) {}
}
