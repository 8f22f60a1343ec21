package dev.heddle.dialects;

import dev.heddle.dialects.flow.FlowDialect;
import dev.heddle.dialects.script.ScriptDialect;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.dialects.steps.StepsDialect;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlReader;
import dev.heddle.model.Dialect;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Recognises what a file is by its content (U-02) and compiles it. */
public final class Dialects {

  private Dialects() {}

  /** The dialect of a file, or empty with the reason in {@code diagnostics}. */
  public static Optional<Dialect> detect(SourceText source, Diagnostics diagnostics) {
    if (ScriptDialect.isScript(source)) {
      return Optional.of(Dialect.SCRIPT);
    }
    return YamlReader.readMap(source, diagnostics).flatMap(map -> detect(map, diagnostics));
  }

  /** Compiles a file of any dialect. */
  public static Compilation compile(SourceText source) {
    Diagnostics diagnostics = new Diagnostics();
    if (ScriptDialect.isScript(source)) {
      return ScriptDialect.compile(source);
    }
    Optional<YamlMap> map = YamlReader.readMap(source, diagnostics);
    Optional<Dialect> dialect = map.flatMap(found -> detect(found, diagnostics));
    if (map.isEmpty() || dialect.isEmpty()) {
      return new Compilation.Refused(diagnostics.sorted());
    }
    return switch (dialect.get()) {
      case FLOW -> FlowDialect.compile(map.get(), diagnostics);
      case STEPS -> StepsDialect.compile(map.get(), diagnostics);
      case SCRIPT, SPEC, CODE -> notYet(source, dialect.get());
    };
  }

  /** Compiles a file that is known to be of {@code dialect}. */
  public static Compilation compile(SourceText source, Dialect dialect) {
    return switch (dialect) {
      case FLOW -> FlowDialect.compile(source);
      case SCRIPT -> ScriptDialect.compile(source);
      case STEPS -> StepsDialect.compile(source);
      case SPEC, CODE -> notYet(source, dialect);
    };
  }

  private static Optional<Dialect> detect(YamlMap map, Diagnostics diagnostics) {
    Set<Dialect> candidates = EnumSet.noneOf(Dialect.class);
    List<String> signs = new ArrayList<>();
    look(map, "tasks", Dialect.FLOW, candidates, signs);
    look(map, "workflow", Dialect.SPEC, candidates, signs);
    look(map, "steps", Dialect.STEPS, candidates, signs);
    if (candidates.size() == 1) {
      return Optional.of(candidates.iterator().next());
    }
    if (candidates.isEmpty()) {
      diagnostics.error(
          "unknown_dialect",
          "this is no workflow: it has neither `tasks` nor `workflow` nor `steps`",
          "a flow has `ref` and `tasks`, a spec `id` and `workflow`, a steps file `name` and `steps`",
          map.span());
      return Optional.empty();
    }
    diagnostics.error(
        "ambiguous_dialect",
        "this file has `" + String.join("` and `", signs) + "`, so its dialect is not clear",
        "keep one of them, or name the dialect",
        map.keySpan(signs.get(1)));
    return Optional.empty();
  }

  private static void look(
      YamlMap map, String key, Dialect dialect, Set<Dialect> candidates, List<String> signs) {
    if (map.has(key)) {
      candidates.add(dialect);
      signs.add(key);
    }
  }

  private static Compilation notYet(SourceText source, Dialect dialect) {
    Diagnostics diagnostics = new Diagnostics();
    diagnostics.error(
        "not_supported_yet",
        "the " + dialect.label() + " dialect is not supported yet",
        "flow, steps and script files compile for now",
        source.span(1, 1));
    return new Compilation.Refused(diagnostics.sorted());
  }
}
