package dev.heddle.model.execution;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which parts of an answer are secrets: those whose schema says {@code secret} (S1-031). */
final class AnswerSecrets {

  private AnswerSecrets() {}

  static Value marked(MapValue schema, Value answer) {
    if (isSecret(schema)) {
      return SecretValue.mark(answer);
    }
    if (answer instanceof MapValue map && schema.get("properties") instanceof MapValue fields) {
      Map<String, Value> marked = new LinkedHashMap<>(map.entries());
      fields
          .entries()
          .forEach((name, field) -> marked.computeIfPresent(name, (_, value) -> of(field, value)));
      return new MapValue(marked);
    }
    if (answer instanceof ListValue list && schema.get("items") instanceof MapValue items) {
      return new ListValue(list.items().stream().map(item -> marked(items, item)).toList());
    }
    return answer;
  }

  private static Value of(Value schema, Value value) {
    return schema instanceof MapValue map ? marked(map, value) : value;
  }

  /** {@code writeOnly} is what JSON Schema itself says of passwords. */
  private static boolean isSecret(MapValue schema) {
    return BooleanValue.TRUE.equals(schema.get("secret"))
        || BooleanValue.TRUE.equals(schema.get("writeOnly"));
  }
}
