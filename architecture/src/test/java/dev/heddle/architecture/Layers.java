package dev.heddle.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which module may see which others, low to high. A module not listed here fails the build. */
final class Layers {

  private static final Map<String, List<String>> MAY_SEE = new LinkedHashMap<>();

  static {
    layer("values");
    layer("expressions", "values");
    layer("model", "values", "expressions");
    layer("dialects", "values", "expressions", "model");
    layer("engine", "values", "expressions", "model");
    layer("dispatch", "values", "expressions", "model", "engine");
    layer("platform", "values", "expressions", "model", "dialects", "engine", "dispatch");
    layer("postgres", "values", "expressions", "model", "engine", "dispatch", "platform");
    layer("rabbitmq", "values", "platform");
    layer("worker", "values", "expressions", "model", "engine", "dispatch");
    layer("server", "values", "expressions", "model", "dialects", "engine", "dispatch", "platform");
    layer(
        "testkit",
        "values",
        "expressions",
        "model",
        "dialects",
        "engine",
        "dispatch",
        "platform",
        "worker");
    layer(
        "cli",
        "values",
        "expressions",
        "model",
        "dialects",
        "engine",
        "dispatch",
        "platform",
        "postgres",
        "rabbitmq",
        "worker",
        "server");
    layer(
        "bench",
        "values",
        "expressions",
        "model",
        "dialects",
        "engine",
        "dispatch",
        "platform",
        "postgres",
        "rabbitmq",
        "worker",
        "server",
        "testkit",
        "cli");
  }

  private Layers() {}

  static Stream<String> names() {
    return MAY_SEE.keySet().stream();
  }

  static String packageOf(String layer) {
    return "dev.heddle." + layer + "..";
  }

  static String[] allPackages() {
    return names().map(Layers::packageOf).toArray(String[]::new);
  }

  /** The package of {@code layer} itself and those of all it may see. */
  static String[] packagesSeenBy(String layer) {
    return Stream.concat(Stream.of(layer), MAY_SEE.getOrDefault(layer, List.of()).stream())
        .map(Layers::packageOf)
        .toArray(String[]::new);
  }

  private static void layer(String name, String... maySee) {
    MAY_SEE.put(name, List.of(maySee));
  }
}
