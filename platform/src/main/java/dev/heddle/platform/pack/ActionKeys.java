package dev.heddle.platform.pack;

import dev.heddle.dialects.schema.PermissionSetsReader;
import dev.heddle.dialects.schema.PlacementReader;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The fields of an action file, in the order of the documentation (S1-137). */
final class ActionKeys {

  private static final String RETENTION = "retention";

  static final Set<String> ALL;

  static {
    Set<String> keys =
        new LinkedHashSet<>(
            List.of(
                "ref",
                "label",
                "description",
                "version",
                "enabled",
                "tags",
                "runner_type",
                "entry_point",
                "workflow_file",
                "parameters",
                "output",
                "output_schema",
                "parameter_delivery",
                "parameter_format",
                "output_format",
                "environment",
                "timeout"));
    keys.addAll(PlacementReader.KEYS);
    keys.add(PermissionSetsReader.KEY);
    keys.add(RETENTION);
    ALL = Collections.unmodifiableSet(keys);
  }

  private ActionKeys() {}

  /** What executions leave is kept alike for all actions. */
  static void warnIgnored(YamlFields fields, Diagnostics diagnostics) {
    if (fields.has(RETENTION)) {
      diagnostics.warning(
          "not_per_action",
          "`retention` of an action has no effect: executions are kept as long as the server says",
          "leave it out, and start the server with --retention 30d, say",
          fields.keySpan(RETENTION));
    }
  }
}
