package dev.heddle.dialects.schema;

import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.model.PermissionSets;
import java.util.Optional;

/** Reads {@code permission_set_refs} of an action or a task: a text, a list, or null (S1-168). */
public final class PermissionSetsReader {

  public static final String KEY = "permission_set_refs";

  private PermissionSetsReader() {}

  public static PermissionSets read(YamlFields fields) {
    return fields.mentions(KEY)
        ? new PermissionSets(
            Optional.of(fields.texts(KEY).stream().map(YamlScalar::text).distinct().toList()))
        : PermissionSets.UNSAID;
  }
}
