package dev.heddle.dialects.flow;

import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.model.SourceSpan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A task before its fields are read: enough to know which names exist.
 *
 * @param name empty if the task has no usable name, which has been reported
 * @param parallel whether it is a group
 * @param members names of the tasks directly inside a group
 * @param group the group it is a member of
 * @param siblings names its transitions may lead to; shared by all tasks of one list
 */
record TaskOutline(
    String name,
    SourceSpan span,
    YamlFields fields,
    boolean parallel,
    List<String> members,
    Optional<String> group,
    Set<String> siblings) {

  String owner() {
    return fields.owner();
  }
}
