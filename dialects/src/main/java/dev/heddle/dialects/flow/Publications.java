package dev.heddle.dialects.flow;

import dev.heddle.dialects.flow.FlowKeys.Names;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlList;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.expressions.Template;
import dev.heddle.model.Publication;
import dev.heddle.model.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code publish}: a list of single-key maps, one map, or bare names (S1-059). */
final class Publications {

  private static final Template WHOLE_RESULT = Template.parse("{{ result() }}");

  private final Templates templates;
  private final Diagnostics diagnostics;

  Publications(Templates templates, Diagnostics diagnostics) {
    this.templates = templates;
    this.diagnostics = diagnostics;
  }

  /** Adds the variables that the task publishes, well formed or not, to {@code variables}. */
  static void collectVariables(YamlMap task, Set<String> variables) {
    task.find("publish").ifPresent(publish -> collect(publish, variables));
    if (task.find("next").orElse(task) instanceof YamlList next) {
      for (YamlNode entry : next.items()) {
        if (entry instanceof YamlMap map) {
          map.find("publish").ifPresent(publish -> collect(publish, variables));
        }
      }
    }
  }

  private static void collect(YamlNode publish, Set<String> variables) {
    switch (publish) {
      case YamlMap map -> variables.addAll(map.keys());
      case YamlScalar name -> variables.add(name.text());
      case YamlList list -> {
        for (YamlNode item : list.items()) {
          if (!(item instanceof YamlList)) {
            collect(item, variables);
          }
        }
      }
    }
  }

  List<Publication> read(YamlNode publish, String owner) {
    List<Publication> publications = new ArrayList<>();
    List<YamlNode> items = publish instanceof YamlList list ? list.items() : List.of(publish);
    for (YamlNode item : items) {
      switch (item) {
        case YamlMap map -> {
          for (YamlMap.Entry entry : map.entries()) {
            add(
                entry.key(),
                templates.value(entry.node(), Templates.Place.AFTER),
                entry.keySpan(),
                owner,
                publications);
          }
        }
        case YamlScalar name when name.isText() ->
            add(name.text(), WHOLE_RESULT, name.span(), owner, publications);
        case YamlScalar _, YamlList _ ->
            diagnostics.error(
                "wrong_type",
                "`publish` of " + owner + " holds " + item.kind(),
                "write - variable: \"{{ … }}\"",
                item.span());
      }
    }
    return publications;
  }

  private void add(
      String variable,
      Template value,
      SourceSpan span,
      String owner,
      List<Publication> publications) {
    if (Names.isVariable(variable)) {
      publications.add(new Publication(variable, value, span));
      return;
    }
    diagnostics.error(
        "invalid_name",
        owner + " cannot publish a variable named `" + variable + "`",
        "names of variables are letters, digits, _ and -",
        span);
  }
}
