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

  /** Understood, but without effect so far. */
  private static final List<String> IGNORED = List.of("retention");

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
    keys.addAll(IGNORED);
    ALL = Collections.unmodifiableSet(keys);
  }

  private ActionKeys() {}

  static void warnIgnored(YamlFields fields, Diagnostics diagnostics) {
    for (String key : IGNORED) {
      if (fields.has(key)) {
        diagnostics.warning(
            "no_effect_yet", "`" + key + "` has no effect yet", "", fields.keySpan(key));
      }
    }
  }
}
