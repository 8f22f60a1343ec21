package dev.heddle.dialects.steps;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlList;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.expressions.Template;
import dev.heddle.model.Outputs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code outputs} of a workflow (S4-31). */
final class OutputsReader {

  private final StepTexts texts;
  private final Diagnostics diagnostics;
  private final Set<String> names = new HashSet<>();

  OutputsReader(StepTexts texts, Diagnostics diagnostics) {
    this.texts = texts;
    this.diagnostics = diagnostics;
  }

  Outputs read(YamlFields workflow) {
    List<Outputs.Entry> entries = new ArrayList<>();
    for (YamlNode node : workflow.list("outputs").map(YamlList::items).orElse(List.of())) {
      if (node instanceof YamlMap map) {
        output(map).ifPresent(entries::add);
        continue;
      }
      diagnostics.error(
          "wrong_type",
          "an output must be a map with name and value, not " + node.kind(),
          node.span());
    }
    return new Outputs.Named(entries);
  }

  private Optional<Outputs.Entry> output(YamlMap map) {
    YamlFields fields = new YamlFields(map, "the output", StepsKeys.OUTPUT, diagnostics);
    fields.text("description");
    Optional<YamlScalar> name = fields.requiredText("name").filter(this::isUsable);
    Optional<YamlNode> value = fields.requiredNode("value");
    if (name.isEmpty() || value.isEmpty()) {
      return Optional.empty();
    }
    Template template =
        value.get() instanceof YamlScalar scalar && scalar.isText()
            ? texts.ofWorkflow(scalar).value()
            : Template.constant(value.get().toValue());
    return Optional.of(new Outputs.Entry(name.get().text(), template, name.get().span()));
  }

  private boolean isUsable(YamlScalar name) {
    if (!StepsKeys.STEP_ID.matcher(name.text()).matches()) {
      diagnostics.error(
          "invalid_name",
          "an output cannot be named `" + name.text() + "`",
          "names are letters, digits, _ and -, and begin with a letter or _",
          name.span());
      return false;
    }
    if (!names.add(name.text())) {
      diagnostics.error(
          "duplicate_output", "two outputs are named `" + name.text() + "`", name.span());
      return false;
    }
    return true;
  }
}
