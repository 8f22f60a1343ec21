package dev.heddle.platform.pack;

import dev.heddle.dialects.schema.ParametersReader;
import dev.heddle.dialects.schema.PermissionSetsReader;
import dev.heddle.dialects.schema.PlacementReader;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.model.Parameters;
import dev.heddle.model.ResultSchema;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.action.Executor.Delivery;
import dev.heddle.model.action.Executor.OutputFormat;
import dev.heddle.model.action.Executor.ParameterFormat;
import dev.heddle.model.action.Executor.Runner;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one action file of a pack (S1-137). */
final class ActionReader {

  private static final List<String> RUNNERS = List.of("shell", "python", "nodejs", "native");

  private final Path pack;
  private final String packRef;
  private final Diagnostics diagnostics;

  ActionReader(Path pack, String packRef, Diagnostics diagnostics) {
    this.pack = pack;
    this.packRef = packRef;
    this.diagnostics = diagnostics;
  }

  /** The action, or empty with what is wrong in the diagnostics. */
  Optional<PackAction> read(YamlMap map, String file) {
    YamlFields fields = new YamlFields(map, "the action", ActionKeys.ALL, diagnostics);
    ActionKeys.warnIgnored(fields, diagnostics);
    String ref = ref(fields);
    fields.requiredText("label");
    Optional<Path> program =
        fields.has("entry_point")
            ? fields
                .text("entry_point")
                .flatMap(written ->
                    new EntryPoints(pack, diagnostics).written(written.text(), written.span()))
            : new EntryPoints(pack, diagnostics)
                .named(ref.substring(ref.indexOf('.') + 1), fields.keySpan("entry_point"));
    Optional<Action> action = program.map(path -> action(fields, ref, path));
    if (action.isEmpty() || diagnostics.hasErrors()) {
      return Optional.empty();
    }
    MapValue document = map.toValue().with("entry_point", new TextValue(program.get().toString()));
    return Optional.of(new PackAction(action.get(), file, document));
  }

  /** Reads a document of {@link PackAction} again, with an absolute program. */
  static Action restore(String file, MapValue document, Path directory) {
    Diagnostics ignored = new Diagnostics();
    YamlMap map = (YamlMap) YamlNode.of(file, document);
    YamlFields fields = new YamlFields(map, "the action", ActionKeys.ALL, ignored);
    String ref = fields.text("ref").map(YamlScalar::text).orElse("");
    Path program = Path.of(fields.text("entry_point").map(YamlScalar::text).orElse(""));
    return new ActionReader(directory, "", ignored).action(fields, ref, program);
  }

  private Action action(YamlFields fields, String ref, Path program) {
    return new Action(
        ref,
        fields.text("label").map(YamlScalar::text).orElse(""),
        fields.text("description").map(YamlScalar::text).orElse(""),
        fields.flag("enabled", true),
        parameters(fields),
        output(fields),
        executor(fields, program),
        fields.duration("timeout", Duration.ofMillis(1)),
        new PlacementReader(diagnostics).read(fields),
        PermissionSetsReader.read(fields));
  }

  private String ref(YamlFields fields) {
    Optional<YamlScalar> written = fields.requiredText("ref");
    String ref = written.map(YamlScalar::text).orElse("");
    if (written.isPresent() && !PackNames.isRefOf(packRef, ref)) {
      diagnostics.error(
          "invalid_ref",
          "`" + ref + "` cannot be the ref of an action of the pack `" + packRef + "`",
          "write " + packRef + ".name",
          written.get().span());
    }
    return ref;
  }

  private Parameters parameters(YamlFields fields) {
    return fields
        .node("parameters")
        .map(node -> new ParametersReader(diagnostics).read(node, "the action"))
        .orElse(Parameters.NONE);
  }

  private ResultSchema output(YamlFields fields) {
    return fields
        .node("output")
        .or(() -> fields.node("output_schema"))
        .map(node -> new ResultSchema(new ParametersReader(diagnostics).read(node, "the result")))
        .orElse(ResultSchema.ANY);
  }

  private Executor executor(YamlFields fields, Path program) {
    return new Executor.Program(
        fields
            .choice("runner_type", RUNNERS)
            .map(ActionReader::runner)
            .orElseGet(() -> EntryPoints.runnerOf(program)),
        program,
        pack,
        environment(fields),
        fields.choice("parameter_delivery", Delivery.class).orElse(Delivery.STDIN),
        fields.choice("parameter_format", ParameterFormat.class).orElse(ParameterFormat.JSON),
        fields.choice("output_format", OutputFormat.class).orElse(OutputFormat.TEXT));
  }

  static Runner runner(String label) {
    return switch (label) {
      case "shell" -> Runner.SHELL;
      case "python" -> Runner.PYTHON;
      case "nodejs" -> Runner.NODE;
      default -> Runner.NATIVE;
    };
  }

  private Map<String, String> environment(YamlFields fields) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (YamlMap.Entry entry : fields.map("environment").map(YamlMap::entries).orElse(List.of())) {
      if (entry.node() instanceof YamlScalar scalar && !scalar.isNull()) {
        environment.put(entry.key(), scalar.text());
        continue;
      }
      diagnostics.error(
          "wrong_type",
          "the variable `" + entry.key() + "` must be a text, not " + entry.node().kind(),
          entry.node().span());
    }
    return environment;
  }
}
