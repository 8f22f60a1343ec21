package dev.heddle.dialects.flow;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields of the dialect, in the order of the documentation (S1-004, S1-045). */
final class FlowKeys {

  static final Set<String> WORKFLOW =
      keys(
          "ref",
          "label",
          "description",
          "version",
          "parameters",
          "output",
          "vars",
          "tasks",
          "output_map",
          "tags",
          "cancellation_policy",
          "timeout",
          "max_activations",
          "durability");

  /** What the action file of the two-file layout gives to the workflow (S1-003). */
  static final Set<String> FROM_ACTION =
      keys("ref", "label", "description", "parameters", "output", "tags");

  static final Set<String> ACTION_FILE =
      keys(
          "ref",
          "label",
          "description",
          "version",
          "enabled",
          "parameters",
          "output",
          "output_schema",
          "tags",
          "workflow_file");

  static final Set<String> GRAPH_FILE =
      keys(
          "version",
          "vars",
          "tasks",
          "output_map",
          "cancellation_policy",
          "timeout",
          "max_activations",
          "durability");

  static final Set<String> TASK =
      keys(
          "name",
          "action",
          "type",
          "tasks",
          "input",
          "publish",
          "on_success",
          "on_failure",
          "on_complete",
          "on_timeout",
          "decision",
          "next",
          "with_items",
          "batch_size",
          "batch_mode",
          "concurrency",
          "retry",
          "timeout",
          "when",
          "join",
          "delay",
          "wait_for",
          "permission_set_refs",
          "worker_selector",
          "worker_tolerations",
          "worker_affinity",
          Names.CHART_META);

  static final Set<String> RETRY =
      keys("count", "delay", "backoff", "max_delay", "jitter", "on_error");
  static final Set<String> WAIT_FOR = keys("inquiry");
  static final Set<String> BRANCH = keys("when", "next", "default", Names.CHART_META);
  static final Set<String> NEXT = keys("when", "publish", "do", Names.CHART_META);

  /** What only makes sense for something that runs, which a parallel group does not. */
  static final List<String> NOT_FOR_GROUPS =
      List.of(
          "action",
          "input",
          "with_items",
          "batch_size",
          "batch_mode",
          "concurrency",
          "retry",
          "timeout",
          "delay",
          "wait_for",
          "permission_set_refs",
          "worker_selector",
          "worker_tolerations",
          "worker_affinity");

  private FlowKeys() {}

  private static Set<String> keys(String... keys) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(keys)));
  }

  /** What things may be called (S1-010). */
  static final class Names {

    /** Where graphical editors keep positions; carried through unread (S1-016). */
    static final String CHART_META = "__chart_meta__";

    static final Set<String> RESERVED =
        keys(
            "parameters",
            "vars",
            "task",
            "system",
            "kv",
            "pack",
            "item",
            "batch",
            "index",
            "workflow",
            "inquiry",
            "config",
            "keystore");

    static final int LONGEST = 255;

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern REF = Pattern.compile("[^\\s.{}]+(\\.[^\\s.{}]+)+");

    private Names() {}

    static boolean isVariable(String name) {
      return VARIABLE.matcher(name).matches();
    }

    /** {@code pack.name}, two or more parts. */
    static boolean isRef(String ref) {
      return ref.length() <= LONGEST && REF.matcher(ref).matches();
    }
  }
}
