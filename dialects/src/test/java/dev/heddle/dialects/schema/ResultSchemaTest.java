package dev.heddle.dialects.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.dialects.yaml.YamlReader;
import dev.heddle.model.ResultSchema;
import dev.heddle.values.Json;
import dev.heddle.values.Value;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S1-004, S1-137: what `output` says about a result")
final class ResultSchemaTest {

  private static final ResultSchema SCHEMA =
      schema(
          """
          url: {type: string, required: true}
          size: {enum: [small, large]}
          logins:
            type: array
            items:
              type: object
              properties: {name: {type: string}, password: {type: string, secret: true}}
          """);

  private static ResultSchema schema(String yaml) {
    Diagnostics diagnostics = new Diagnostics();
    ResultSchema schema =
        new ResultSchema(
            new ParametersReader(diagnostics)
                .read(
                    YamlReader.readMap(new SourceText("a.yaml", yaml), diagnostics).orElseThrow(),
                    "the result"));
    assertThat(diagnostics.sorted()).isEmpty();
    return schema;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"url": "a", "size": "small", "more": 1}                 | []
          {"size": "huge", "logins": 5}                            | [url, size, logins]
          {"url": 1, "logins": [{"name": "a"}, {"name": 2}]}       | [url, logins.1.name]
          {"url": null}                                            | [url]
          [1]                                                      | [url]
          """)
  void namesWhatIsNotAsDeclared(String result, String paths) {
    assertThat(SCHEMA.mismatches(Json.read(result))).hasToString(paths);
  }

  @Test
  void marksSecretsAtAnyDepthAndLeavesTheRest() {
    Value result =
        Json.read("{\"url\":\"a\",\"logins\":[{\"name\":\"n\",\"password\":\"p\"}],\"x\":1}");

    assertThat(SCHEMA.hasSecrets()).isTrue();
    assertThat(SCHEMA.marked(result))
        .hasToString(
            "{\"url\":\"a\",\"logins\":[{\"name\":\"n\",\"password\":\"[secret]\"}],\"x\":1}");
    assertThat(schema("{}").hasSecrets()).isFalse();
    assertThat(ResultSchema.ANY.marked(result)).isSameAs(result);
    assertThat(ResultSchema.ANY.mismatches(result)).isEmpty();
  }
}
