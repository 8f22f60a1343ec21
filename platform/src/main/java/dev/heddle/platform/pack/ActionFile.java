package dev.heddle.platform.pack;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlReader;
import dev.heddle.dialects.yaml.YamlScalar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text of one action file (S1-137), before it is known which pack it belongs to. */
public final class ActionFile {

  private final String name;
  private final @Nullable YamlMap map;
  private final Diagnostics diagnostics;

  private ActionFile(String name, @Nullable YamlMap map, Diagnostics diagnostics) {
    this.name = name;
    this.map = map;
    this.diagnostics = diagnostics;
  }

  public static ActionFile parse(SourceText source) {
    Diagnostics diagnostics = new Diagnostics();
    YamlMap map = YamlReader.readMap(source, diagnostics).orElse(null);
    ActionFile file = new ActionFile(source.name(), map, diagnostics);
    if (map != null && file.ref().isEmpty()) {
      diagnostics.error("missing_key", "the action has no `ref`", map.span());
    }
    return file;
  }

  /** What it says its ref is; empty if it says nothing. */
  public String ref() {
    return map != null && map.find("ref").orElse(null) instanceof YamlScalar ref ? ref.text() : "";
  }

  /** The action, as one of a pack in {@code directory}; empty with what is wrong with it. */
  public Optional<PackAction> action(String pack, Path directory) {
    if (map == null || diagnostics.hasErrors()) {
      return Optional.empty();
    }
    if (map.has("workflow_file")) {
      diagnostics.error(
          "invalid_workflow_file",
          "an action that is a workflow is made as a workflow",
          map.keySpan("workflow_file"));
      return Optional.empty();
    }
    try {
      return new ActionReader(directory.toRealPath(), pack, diagnostics).read(map, name);
    } catch (IOException gone) {
      diagnostics.error("unreadable_file", "the files of the pack are gone", map.span());
      return Optional.empty();
    }
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics.sorted();
  }
}
