package dev.heddle.dialects.schema;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.model.Parameter;
import dev.heddle.model.Parameters;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads declarations of parameters in both styles of S1-005: the flat one ({@code name: {type,
 * required, …}}) and a JSON Schema object ({@code type: object, properties: …, required: […]}).
 * Both are closed (S1-008); a JSON Schema is opened by {@code additionalProperties: true}.
 */
public final class ParametersReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  private static final Set<String> SCHEMA_KEYS =
      new LinkedHashSet<>(
          List.of(
              "type",
              "properties",
              "required",
              "additionalProperties",
              "title",
              "description",
              "$schema",
              "$id"));

  private final Diagnostics diagnostics;

  public ParametersReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * What {@code declaration} allows; what is wrong with it is reported and left out.
   *
   * @param owner what it belongs to, for messages: {@code the workflow}
   */
  public Parameters read(YamlNode declaration, String owner) {
    if (declaration.isNull()) {
      return Parameters.NONE;
    }
    if (!(declaration instanceof YamlMap map)) {
      diagnostics.error(
          "wrong_type",
          "the parameters of " + owner + " must be a map, not " + declaration.kind(),
          declaration.span());
      return Parameters.NONE;
    }
    return isSchema(map) ? schema(map, owner) : flat(map, owner);
  }

  /** A flat declaration may have a parameter named {@code properties}, but not a map of maps. */
  private static boolean isSchema(YamlMap map) {
    boolean object =
        map.find("type")
            .map(type -> type instanceof YamlScalar scalar && scalar.text().equals("object"))
            .orElse(true);
    return object
        && (map.find("properties").map(ParametersReader::isMapOfMaps).orElse(false)
            || (map.keys().size() == 1 && map.has("type")));
  }

  private static boolean isMapOfMaps(YamlNode node) {
    return node instanceof YamlMap map
        && map.entries().stream().allMatch(entry -> entry.node() instanceof YamlMap);
  }

  private Parameters flat(YamlMap map, String owner) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (YamlMap.Entry entry : map.entries()) {
      read(entry, owner, false, parameters);
    }
    return new Parameters(parameters, false);
  }

  /** The properties of a JSON Schema object. */
  Parameters schema(YamlMap map, String owner) {
    YamlFields fields = new YamlFields(map, "the schema of " + owner, SCHEMA_KEYS, diagnostics);
    return properties(fields, fields.flag("additionalProperties", false), owner);
  }

  /** The {@code properties} and the list {@code required} of {@code fields}. */
  Parameters properties(YamlFields fields, boolean open, String owner) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    Set<String> required = new HashSet<>();
    for (YamlScalar name : fields.texts("required")) {
      required.add(name.text());
      if (fields.map("properties").map(map -> !map.has(name.text())).orElse(true)) {
        diagnostics.error(
            "unknown_parameter",
            "`required` of " + owner + " names `" + name.text() + "`, which is no property",
            name.span());
      }
    }
    for (YamlMap.Entry entry : fields.map("properties").map(YamlMap::entries).orElse(List.of())) {
      read(entry, owner, required.contains(entry.key()), parameters);
    }
    return new Parameters(parameters, open);
  }

  private void read(
      YamlMap.Entry entry, String owner, boolean required, Map<String, Parameter> parameters) {
    String name = entry.key();
    if (!NAME.matcher(name).matches()) {
      diagnostics.error(
          "invalid_name",
          "a parameter of " + owner + " cannot be named `" + name + "`",
          "names are letters, digits, _ and -",
          entry.keySpan());
      return;
    }
    if (!(entry.node() instanceof YamlMap map)) {
      diagnostics.error(
          "wrong_type",
          "parameter `" + name + "` of " + owner + " must be a map, not " + entry.node().kind(),
          "write " + name + ": {type: string}",
          entry.node().span());
      return;
    }
    parameters.put(name, new ParameterReader(this, diagnostics).read(name, map, required));
  }
}
