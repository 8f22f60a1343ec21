package dev.heddle.cli.ask;

import dev.heddle.cli.input.Assignments;
import dev.heddle.cli.input.TypedText;
import dev.heddle.values.MapValue;
import java.util.List;
import java.util.Map;

/** Makes an answer from {@code --field name=value} arguments. */
public final class Answers {

  private Answers() {}

  public static MapValue fromFields(MapValue schema, List<String> arguments) {
    List<FormField> fields = FormField.of(schema);
    MapValue.Builder answer = MapValue.builder();
    for (Map.Entry<String, String> entry : Assignments.split(arguments, "--field").entrySet()) {
      fields.stream()
          .filter(field -> field.name().equals(entry.getKey()))
          .findFirst()
          .ifPresentOrElse(
              field -> answer.put(field.name(), TypedField.read(field, entry.getValue())),
              () -> answer.put(entry.getKey(), TypedText.read(entry.getValue())));
    }
    return answer.build();
  }
}
