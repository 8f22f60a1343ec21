package dev.heddle.cli.command;

import dev.heddle.cli.input.Assignments;
import dev.heddle.cli.input.TypedText;
import dev.heddle.cli.input.UsageException;
import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What something is executed with (S1-173). */
final class ParameterOptions {

  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description = "A parameter; the value is JSON if it can be read as JSON, else text.")
  private List<String> typed = List.of();

  @Option(names = "--params-json", paramLabel = "JSON", description = "Parameters as an object.")
  private @Nullable String json;

  @Option(
      names = "--params-file",
      paramLabel = "FILE",
      description = "Parameters as a map in JSON or YAML; - reads standard input.")
  private @Nullable String file;

  /** Those typed win over those in JSON, and these over those of the file. */
  MapValue read(Context context) throws IOException {
    MapValue.Builder given = MapValue.builder();
    if (file != null) {
      given.putAll(DocumentFile.read(context, file));
    }
    if (json != null) {
      given.putAll(object(json));
    }
    Assignments.split(typed, "--param")
        .forEach((name, text) -> given.put(name, TypedText.read(text)));
    return given.build();
  }

  private static MapValue object(String json) {
    try {
      if (Json.read(json) instanceof MapValue map) {
        return map;
      }
    } catch (JsonException wrong) {
      throw new UsageException("--params-json is no JSON: " + wrong.getMessage());
    }
    throw new UsageException("--params-json must be an object");
  }
}
