package dev.heddle.dialects.steps;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields of the dialect, in the order of the documentation (S4-01 … S4-03). */
final class StepsKeys {

  static final Set<String> WORKFLOW =
      keys("name", "description", "steps", "container_config", "outputs");

  /** What a step may say about its container, also in {@code container} (S4-03). */
  static final Set<String> NESTED =
      keys(
          "image",
          "command",
          "environment",
          "volumes",
          "working_dir",
          "resources",
          "registry_credentials");

  /** What can be a default for all steps (S4-08). */
  static final Set<String> DEFAULTS = join(NESTED, "timeout_seconds", "retries", "retry_delay");

  /** A step in the form of the documentation, in which definitions are stored. */
  static final Set<String> STEP =
      join(
          join(keys("id", "name"), DEFAULTS.toArray(String[]::new)),
          "depends_on",
          "allow_failure",
          "inputs",
          "outputs");

  static final Set<String> WRITTEN_STEP = join(STEP, "container");

  static final Set<String> VOLUME = keys("source", "target", "read_only");
  static final Set<String> RESOURCES = keys("cpu", "memory");
  static final Set<String> CREDENTIALS = keys("registry", "username", "password");
  static final Set<String> OUTPUT = keys("name", "description", "value");

  static final Pattern STEP_ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,127}");
  static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private StepsKeys() {}

  private static Set<String> keys(String... names) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(names)));
  }

  private static Set<String> join(Set<String> first, String... more) {
    Set<String> all = new LinkedHashSet<>(first);
    all.addAll(Arrays.asList(more));
    return Collections.unmodifiableSet(all);
  }
}
