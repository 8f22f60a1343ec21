package dev.heddle.dialects.flow;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlReader;
import dev.heddle.values.MapValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Compiles the flow dialect (S1); all mistakes of a definition are found in one pass. */
public final class FlowDialect {

  private FlowDialect() {}

  /** Compiles a definition in one file. */
  public static Compilation compile(SourceText source) {
    Diagnostics diagnostics = new Diagnostics();
    return YamlReader.readMap(source, diagnostics)
        .map(definition -> compile(definition, diagnostics))
        .orElseGet(() -> new Compilation.Refused(diagnostics.sorted()));
  }

  /**
   * Compiles the two-file layout (S1-003): {@code ref}, {@code label}, {@code parameters} and the
   * like come from the action file, the tasks from the graph file it names as {@code
   * workflow_file}. The result is the same as of one file with all of it.
   */
  public static Compilation compile(SourceText action, SourceText graph) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<YamlMap> head = YamlReader.readMap(action, diagnostics);
    Optional<YamlMap> body = YamlReader.readMap(graph, diagnostics);
    if (head.isEmpty() || body.isEmpty()) {
      return new Compilation.Refused(diagnostics.sorted());
    }
    return compile(merge(head.get(), body.get(), diagnostics), diagnostics);
  }

  /**
   * Compiles a stored definition: the {@code document} of an earlier {@link Compilation.Compiled}.
   * Places are JSON pointers behind {@code name}.
   */
  public static Compilation compile(String name, MapValue document) {
    YamlMap definition = (YamlMap) YamlNode.of(name, document);
    return compile(definition, new Diagnostics());
  }

  /** Compiles a definition that was read already; {@code diagnostics} has what was said then. */
  public static Compilation compile(YamlMap definition, Diagnostics diagnostics) {
    return new FlowCompiler(definition, diagnostics).compile();
  }

  private static YamlMap merge(YamlMap action, YamlMap graph, Diagnostics diagnostics) {
    new YamlFields(action, "the action file", FlowKeys.ACTION_FILE, diagnostics);
    new YamlFields(graph, "the graph file", FlowKeys.GRAPH_FILE, diagnostics);
    Map<String, YamlMap.Entry> merged = new LinkedHashMap<>();
    for (String key : FlowKeys.WORKFLOW) {
      Optional<YamlMap.Entry> entry =
          FlowKeys.FROM_ACTION.contains(key)
              ? action.entry(key)
              : graph.entry(key).or(() -> action.entry(key));
      if (key.equals("output")) {
        entry = entry.or(() -> action.entry("output_schema"));
      }
      entry.ifPresent(found -> merged.put(key, found));
    }
    return new YamlMap(merged, graph.span());
  }
}
