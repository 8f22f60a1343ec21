package dev.heddle.platform.pack;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlReader;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.model.SourceSpan;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the actions and workflows of a pack, in both layouts (S1-002, S1-003). */
final class DefinitionFiles {

  private final PackFiles files;
  private final String pack;
  private final List<Diagnostic> said;
  private final List<PackAction> actions = new ArrayList<>();
  private final List<PackWorkflow> workflows = new ArrayList<>();
  private final Map<String, String> places = new HashMap<>();

  DefinitionFiles(PackFiles files, String pack, List<Diagnostic> said) {
    this.files = files;
    this.pack = pack;
    this.said = said;
  }

  List<PackAction> actions() {
    return actions;
  }

  List<PackWorkflow> workflows() {
    return workflows;
  }

  void read() {
    Diagnostics listing = new Diagnostics();
    for (Path file : files.list("actions", listing, ".yaml", ".yml")) {
      Diagnostics diagnostics = new Diagnostics();
      actionFile(file, diagnostics);
      said.addAll(diagnostics.sorted());
    }
    for (Path file : files.list("workflows", listing, ".yaml", ".yml", ".workflow")) {
      Diagnostics diagnostics = new Diagnostics();
      files
          .read(file, diagnostics)
          .ifPresent(source -> workflow(WorkflowSource.of(source), diagnostics));
      said.addAll(diagnostics.sorted());
    }
    said.addAll(listing.sorted());
  }

  private void actionFile(Path file, Diagnostics diagnostics) {
    SourceText source = files.read(file, diagnostics).orElse(null);
    YamlMap map = source == null ? null : YamlReader.readMap(source, diagnostics).orElse(null);
    if (source == null || map == null) {
      return;
    }
    if (map.find("workflow_file").orElse(null) instanceof YamlScalar graph) {
      graph(graph, diagnostics)
          .ifPresent(text -> workflow(new WorkflowSource(text, source), diagnostics));
      return;
    }
    new ActionReader(files.directory(), pack, diagnostics)
        .read(map, source.name())
        .filter(action -> isNew(action.action().ref(), map.keySpan("ref"), diagnostics))
        .ifPresent(actions::add);
  }

  private Optional<SourceText> graph(YamlScalar written, Diagnostics diagnostics) {
    Path file = inside(written.text());
    if (file == null || !Files.isRegularFile(file)) {
      diagnostics.error(
          "invalid_workflow_file",
          "there is no file `" + written.text() + "` in actions/",
          "write a path relative to actions/, such as workflows/deploy.workflow.yaml",
          written.span());
      return Optional.empty();
    }
    return files.read(file, diagnostics);
  }

  private @Nullable Path inside(String relative) {
    try {
      Path folder = files.directory().resolve("actions");
      Path file = folder.resolve(relative).normalize();
      return file.startsWith(folder) ? file : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private void workflow(WorkflowSource source, Diagnostics diagnostics) {
    Compilation compilation = source.compile();
    compilation.diagnostics().forEach(diagnostics::add);
    if (!(compilation instanceof Compilation.Compiled compiled)) {
      return;
    }
    String ref = compiled.workflow().ref();
    SourceText head = source.head() == null ? source.text() : source.head();
    SourceSpan span = new SourceSpan(head.name(), 1, 1);
    if (!PackNames.mayHave(pack, compiled.workflow())) {
      diagnostics.error(
          "invalid_ref",
          "`" + ref + "` cannot be the ref of a workflow of the pack `" + pack + "`",
          "write " + pack + ".name",
          span);
      return;
    }
    if (isNew(ref, span, diagnostics)) {
      workflows.add(new PackWorkflow(source, compiled));
    }
  }

  private boolean isNew(String ref, SourceSpan span, Diagnostics diagnostics) {
    String other = places.putIfAbsent(ref, span.file());
    if (other == null) {
      return true;
    }
    diagnostics.error("duplicate_ref", "`" + ref + "` is defined in " + other + " already", span);
    return false;
  }
}
