package dev.heddle.dialects.steps;

import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlList;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.expressions.StepText;
import dev.heddle.expressions.StepText.Place;
import dev.heddle.expressions.Template;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code volumes} (S4-33); whether a source is allowed is known where it is mounted. */
final class VolumesReader {

  private final ContainerReader container;
  private final Map<String, StepText> environment;

  VolumesReader(ContainerReader container, Map<String, StepText> environment) {
    this.container = container;
    this.environment = environment;
  }

  List<Template> read() {
    check(container.merged().defaults(), "container_config");
    check(container.merged().step(), "the step");
    List<Template> volumes = new ArrayList<>();
    for (YamlNode node : container.merged().byTarget("volumes").values()) {
      if (node instanceof YamlMap map) {
        volume(map).ifPresent(volumes::add);
      }
    }
    return volumes;
  }

  private void check(YamlMap holder, String owner) {
    Optional<YamlNode> written = holder.find("volumes").filter(node -> !node.isNull());
    if (written.isEmpty()) {
      return;
    }
    if (!(written.get() instanceof YamlList list)) {
      wrongType("`volumes` of " + owner + " must be a list, not ", written.get());
      return;
    }
    Set<String> targets = new HashSet<>();
    for (YamlNode item : list.items()) {
      if (!(item instanceof YamlMap map)) {
        wrongType("a volume of " + owner + " must be a map with source and target, not ", item);
      } else if (map.find("target").orElse(null) instanceof YamlScalar target
          && !targets.add(target.text())) {
        container
            .diagnostics()
            .error(
                "duplicate_target",
                "two volumes of " + owner + " have the target `" + target.text() + "`",
                target.span());
      }
    }
  }

  private void wrongType(String message, YamlNode found) {
    container.diagnostics().error("wrong_type", message + found.kind(), found.span());
  }

  private Optional<Template> volume(YamlMap map) {
    YamlFields fields =
        new YamlFields(map, "the volume", StepsKeys.VOLUME, container.diagnostics());
    Optional<YamlScalar> source =
        fields.requiredText("source").filter(path -> container.isAbsolute("source", path));
    Optional<YamlScalar> target =
        fields
            .requiredText("target")
            .filter(path -> container.isAbsolute("target", path))
            .filter(this::isNotRoot);
    boolean readOnly = fields.flag("read_only", false);
    if (source.isEmpty() || target.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Template> volume = new LinkedHashMap<>();
    volume.put("source", text(source.get()));
    volume.put("target", text(target.get()));
    volume.put("read_only", Template.constant(Value.of(readOnly)));
    return Optional.of(Template.map(volume));
  }

  private boolean isNotRoot(YamlScalar target) {
    if (!target.text().replace("/", "").isEmpty()) {
      return true;
    }
    container
        .diagnostics()
        .error("invalid_target", "a volume cannot take the place of /", target.span());
    return false;
  }

  private Template text(YamlScalar path) {
    return container.text(path, Place.VALUE).template(environment, null);
  }
}
