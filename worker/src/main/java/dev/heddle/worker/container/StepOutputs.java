package dev.heddle.worker.container;

import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.worker.process.Output;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a step has put out (S4-29). */
final class StepOutputs {

  /** The most characters of the outputs file that are read. */
  static final int MOST_CHARACTERS = 1 << 20;

  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]*)=(.*)");

  private StepOutputs() {}

  /** Those of the file, and of standard output those the file does not name. */
  static MapValue of(Optional<String> file, Output output) {
    MapValue printed = printed(output);
    return file.map(text -> printed.withAll(written(text, output))).orElse(printed);
  }

  private static MapValue written(String text, Output output) {
    Optional<MapValue> object = object(text);
    if (object.isPresent()) {
      return object.get();
    }
    MapValue.Builder outputs = MapValue.builder();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher assignment = ASSIGNMENT.matcher(line.strip());
      if (assignment.matches()) {
        outputs.put(assignment.group(1), new TextValue(assignment.group(2)));
      } else if (!line.isBlank()) {
        output.say("line " + number + " of STEP_OUTPUTS is no NAME=VALUE and was left out");
      }
    }
    return outputs.build();
  }

  /** The whole of standard output, or else its last line, if that is a JSON object. */
  private static MapValue printed(Output output) {
    return output
        .unredactedStdout()
        .flatMap(StepOutputs::object)
        .or(() -> object(lastLine(output.unredactedEnd())))
        .orElse(MapValue.EMPTY);
  }

  private static String lastLine(String text) {
    String end = text.stripTrailing();
    return end.substring(end.lastIndexOf('\n') + 1);
  }

  private static Optional<MapValue> object(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("{") || !stripped.endsWith("}")) {
      return Optional.empty();
    }
    try {
      return Json.read(stripped) instanceof MapValue map ? Optional.of(map) : Optional.empty();
    } catch (JsonException notJson) {
      return Optional.empty();
    }
  }
}
