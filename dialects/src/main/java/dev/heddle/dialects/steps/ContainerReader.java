package dev.heddle.dialects.steps;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlList;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.expressions.StepText;
import dev.heddle.expressions.StepText.Place;
import dev.heddle.expressions.Template;
import dev.heddle.model.ContainerInput;
import dev.heddle.model.ImageReference;
import dev.heddle.model.StepsParameters;
import dev.heddle.values.NullValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what one step says about its container, defaults included (S4-05 … S4-10). */
final class ContainerReader {

  private final StepTexts texts;
  private final Diagnostics diagnostics;
  private final Merged merged;
  private final StepOutline step;

  ContainerReader(StepTexts texts, Diagnostics diagnostics, StepOutline step, YamlMap defaults) {
    this.texts = texts;
    this.diagnostics = diagnostics;
    this.step = step;
    this.merged = new Merged(step.fields().map(), defaults);
  }

  /** What the step's input is rendered from. */
  Template input() {
    Map<String, StepText> environment = environment();
    Map<String, Template> input = new LinkedHashMap<>();
    image().ifPresent(image -> input.put(ContainerInput.IMAGE, image.template(environment, null)));
    command().ifPresent(command -> input.put(ContainerInput.COMMAND, command));
    input.put(ContainerInput.ENVIRONMENT, Template.map(StepText.environment(environment)));
    input.put(ContainerInput.VOLUMES, Template.list(new VolumesReader(this, environment).read()));
    workingDirectory(environment)
        .ifPresent(directory -> input.put(ContainerInput.WORKING_DIRECTORY, directory));
    resources(input);
    credentials().ifPresent(given -> input.put(ContainerInput.REGISTRY_CREDENTIALS, given));
    input.put(ContainerInput.CREDENTIALS, Template.parameter(StepsParameters.CREDENTIALS));
    return Template.map(input);
  }

  Merged merged() {
    return merged;
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  StepText text(YamlScalar scalar, Place place) {
    return texts.ofStep(scalar, place, step);
  }

  private Optional<StepText> image() {
    Optional<YamlNode> node = merged.single("image");
    if (node.isEmpty()) {
      diagnostics.error(
          "missing_image",
          step.owner() + " has no image, and container_config has none either",
          "",
          merged.step().has("image") ? merged.step().keySpan("image") : step.span());
      return Optional.empty();
    }
    Optional<YamlScalar> written = scalar("image", node.get()).filter(this::isImage);
    return written.map(scalar -> text(scalar, Place.VALUE));
  }

  private boolean isImage(YamlScalar scalar) {
    if (scalar.text().contains("${")) {
      return true;
    }
    Optional<ImageReference> image = ImageReference.parse(scalar.text());
    if (image.isEmpty()) {
      diagnostics.error(
          "invalid_image",
          "`" + scalar.text() + "` is no name of an image",
          "write registry/repository:tag, such as python:3.13-slim",
          scalar.span());
      return false;
    }
    if (image.get().isFloating()) {
      diagnostics.warning(
          StepsDialect.FLOATING_IMAGE,
          "`" + scalar.text() + "` is another image whenever somebody pushes one",
          "name a version, such as " + image.get().repository() + ":1.2",
          scalar.span());
    }
    return true;
  }

  private Optional<Template> command() {
    Optional<YamlNode> node = merged.single("command");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (!(node.get() instanceof YamlList list)) {
      diagnostics.error(
          "wrong_type",
          "`command` of " + owner("command") + " must be a list, not " + node.get().kind(),
          "no shell reads it: write [\"python\", \"script.py\"], or [\"sh\", \"-c\", \"…\"] for one",
          node.get().span());
      return Optional.empty();
    }
    List<Template> words = new ArrayList<>();
    for (YamlNode item : list.items()) {
      scalar("command", item).ifPresent(word -> words.add(text(word, Place.COMMAND).template()));
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(Template.list(words));
  }

  private Map<String, StepText> environment() {
    mustBeMap("environment");
    Map<String, StepText> variables = new LinkedHashMap<>();
    for (YamlMap.Entry entry : merged.byKey("environment").values()) {
      if (!StepsKeys.VARIABLE.matcher(entry.key()).matches() || isReserved(entry.key())) {
        diagnostics.error(
            "invalid_name",
            "`" + entry.key() + "` cannot be a variable of " + step.owner(),
            isReserved(entry.key())
                ? "Heddle sets it itself"
                : "names are letters, digits and _, and do not begin with a digit",
            entry.keySpan());
        continue;
      }
      scalar("environment." + entry.key(), entry.node())
          .ifPresent(value -> variables.put(entry.key(), text(value, Place.VALUE)));
    }
    VariableCycles.refuse(variables, step, merged.byKey("environment"), diagnostics);
    return variables;
  }

  private static boolean isReserved(String name) {
    return name.equals(ContainerInput.OUTPUTS_VARIABLE) || name.startsWith("HEDDLE_");
  }

  private Optional<Template> workingDirectory(Map<String, StepText> environment) {
    return merged
        .single("working_dir")
        .flatMap(node -> scalar("working_dir", node))
        .filter(path -> isAbsolute("working_dir", path))
        .map(path -> text(path, Place.VALUE).template(environment, null));
  }

  boolean isAbsolute(String what, YamlScalar path) {
    if (path.text().startsWith("/") || path.text().startsWith("${")) {
      return true;
    }
    diagnostics.error(
        "relative_path",
        "`"
            + what
            + "` of "
            + step.owner()
            + " must be an absolute path, not `"
            + path.text()
            + "`",
        "",
        path.span());
    return false;
  }

  private void resources(Map<String, Template> input) {
    mustBeMap("resources");
    Map<String, YamlMap.Entry> resources = merged.byKey("resources");
    for (YamlMap.Entry entry : resources.values()) {
      switch (entry.key()) {
        case "cpu" -> amount(entry, "2, \"0.5\" or \"500m\"", input);
        case "memory" -> amount(entry, "\"512Mi\" or \"4G\", and at least 6Mi", input);
        default ->
            diagnostics.error(
                "unknown_key",
                "unknown key `" + entry.key() + "` in `resources` of " + step.owner(),
                "known: cpu, memory",
                entry.keySpan());
      }
    }
  }

  private void amount(YamlMap.Entry entry, String hint, Map<String, Template> input) {
    boolean cpu = entry.key().equals("cpu");
    Optional<YamlScalar> written = scalar("resources." + entry.key(), entry.node());
    if (written.isEmpty()) {
      return;
    }
    String text = written.get().text();
    Optional<Long> amount =
        cpu
            ? Quantity.nanoCpus(text)
            : Quantity.bytes(text).filter(bytes -> bytes >= ContainerInput.LEAST_MEMORY);
    if (amount.isEmpty()) {
      diagnostics.error(
          "invalid_quantity",
          "`" + entry.key() + "` of " + step.owner() + " cannot be `" + text + "`",
          "write " + hint,
          entry.node().span());
      return;
    }
    input.put(
        cpu ? ContainerInput.NANO_CPUS : ContainerInput.MEMORY,
        Template.constant(Value.of(amount.get())));
  }

  private Optional<Template> credentials() {
    Optional<YamlNode> node = merged.single("registry_credentials");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (!(node.get() instanceof YamlMap map)) {
      mustBeMap("registry_credentials");
      return Optional.empty();
    }
    YamlFields fields =
        new YamlFields(
            map, "`registry_credentials` of " + step.owner(), StepsKeys.CREDENTIALS, diagnostics);
    Map<String, Template> credentials = new LinkedHashMap<>();
    fields
        .text("registry")
        .ifPresent(host -> credentials.put("registry", text(host, Place.VALUE).template()));
    fields
        .requiredText("username")
        .ifPresent(name -> credentials.put("username", text(name, Place.VALUE).template()));
    fields
        .requiredText("password")
        .ifPresent(scalar -> {
          StepText password = text(scalar, Place.VALUE);
          if (!password.isOneReference() || password.references().getFirst().fallback() != null) {
            diagnostics.error(
                "secret_in_clear",
                "the password of " + fields.owner() + " stands in the file",
                "put it into a key (heddle key set NAME --secret) and write ${NAME} here",
                scalar.span());
          }
          credentials.put("password", password.secret());
        });
    return Optional.of(Template.map(credentials));
  }

  private void mustBeMap(String key) {
    for (YamlMap holder : List.of(merged.step(), merged.defaults())) {
      holder
          .find(key)
          .filter(node -> !(node instanceof YamlMap) && !node.isNull())
          .ifPresent(node ->
              diagnostics.error(
                  "wrong_type",
                  "`" + key + "` of " + owner(key) + " must be a map, not " + node.kind(),
                  "",
                  node.span()));
    }
  }

  private String owner(String key) {
    return merged.step().has(key) ? step.owner() : "container_config";
  }

  /** A text, number or boolean as canonical text (S4-07). */
  Optional<YamlScalar> scalar(String what, YamlNode node) {
    if (node instanceof YamlScalar scalar && !(scalar.value() instanceof NullValue)) {
      if (scalar.isText()) {
        return Optional.of(scalar);
      }
      String text = scalar.value().toString();
      return Optional.of(
          new YamlScalar(new TextValue(text), text, scalar.span(), scalar.written()));
    }
    diagnostics.error(
        "wrong_type",
        "`" + what + "` of " + step.owner() + " must be a text, not " + node.kind(),
        "",
        node.span());
    return Optional.empty();
  }
}
