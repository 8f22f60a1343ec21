package dev.heddle.server.resource;

import dev.heddle.dialects.source.SourceText;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.Optional;

/** A definition in a body: the text of a file, or the same as JSON, which is YAML too. */
final class DefinitionBody {

  private DefinitionBody() {}

  /**
   * The definition and the name that messages shall use for it.
   *
   * @param usualName if the body names no {@code file}
   */
  static SourceText read(Call call, String usualName) {
    Fields fields = call.body();
    SourceText text = read(fields, usualName);
    fields.end();
    return text;
  }

  /** The same of a body that holds more. */
  static SourceText read(Fields fields, String usualName) {
    Optional<Value> definition = fields.required("definition");
    String file = fields.text("file").orElse(usualName);
    String text =
        switch (definition.orElse(Value.nothing())) {
          case TextValue given -> given.text();
          case MapValue document -> Json.writePretty(document);
          case Value other -> {
            if (definition.isPresent()) {
              fields.refuse("definition", "must be a string or an object, not " + other.typeName());
            }
            yield "";
          }
        };
    return new SourceText(file, text);
  }
}
