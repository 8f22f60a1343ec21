package dev.heddle.dialects.steps;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlList;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.model.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds all steps and checks what they are called (S4-02, S4-04, S4-06). */
final class StepOutlines {

  private final Diagnostics diagnostics;
  private final Flattening flattening;
  private final Map<String, SourceSpan> ids = new HashMap<>();

  StepOutlines(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.flattening = new Flattening(diagnostics);
  }

  List<StepOutline> read(YamlFields workflow) {
    workflow.requiredNode("steps");
    Optional<YamlList> steps = workflow.list("steps");
    List<StepOutline> outlines = new ArrayList<>();
    if (steps.isPresent() && steps.get().items().isEmpty()) {
      diagnostics.error("no_steps", "the workflow needs at least one step", steps.get().span());
    }
    for (YamlNode item : steps.map(YamlList::items).orElse(List.of())) {
      if (item instanceof YamlMap map) {
        outlines.add(step(map, outlines.size() + 1));
        continue;
      }
      diagnostics.error(
          "wrong_type",
          "step " + (outlines.size() + 1) + " must be a map, not " + item.kind(),
          "write - id: my-step",
          item.span());
    }
    return outlines;
  }

  private StepOutline step(YamlMap map, int number) {
    Optional<YamlScalar> written =
        map.find("id").filter(YamlScalar.class::isInstance).map(YamlScalar.class::cast);
    String owner =
        written.map(id -> "step `" + id.text() + "`").orElse("step " + number + " (without an id)");
    YamlFields fields =
        new YamlFields(flattening.flat(map, owner), owner, StepsKeys.WRITTEN_STEP, diagnostics);
    String id = fields.requiredText("id").filter(this::isUsable).map(YamlScalar::text).orElse("");
    SourceSpan span = written.map(YamlScalar::span).orElse(map.span());
    return new StepOutline(id, fields, fields.texts("depends_on"), span);
  }

  private boolean isUsable(YamlScalar id) {
    if (!StepsKeys.STEP_ID.matcher(id.text()).matches()) {
      diagnostics.error(
          "invalid_id",
          "a step cannot have the id `" + id.text() + "`",
          "ids are letters, digits, _ and -, and begin with a letter or _",
          id.span());
      return false;
    }
    SourceSpan other = ids.putIfAbsent(id.text(), id.span());
    if (other != null) {
      diagnostics.error(
          "duplicate_id",
          "two steps have the id `" + id.text() + "`; the other one is at " + other,
          id.span());
      return false;
    }
    return true;
  }
}
