package dev.heddle.dialects.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.dialects.yaml.YamlReader;
import dev.heddle.model.Parameters;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersReaderTest {

  private final Diagnostics diagnostics = new Diagnostics();

  private Parameters read(String yaml) {
    return new ParametersReader(diagnostics)
        .read(YamlReader.read(new SourceText("f", yaml), diagnostics).orElseThrow(), "it");
  }

  private static final String FLAT =
      """
      app: {type: string, required: true, description: the app}
      stage: {type: string, enum: [dev, prod], default: dev}
      regions: {type: array, items: {type: string}}
      limits: {type: object, properties: {cpu: {type: integer, required: true}}}
      token: {type: string, secret: true}
      ratio: {type: number}
      dry: {type: boolean, default: false}
      """;

  private static final String SCHEMA =
      """
      type: object
      required: [app]
      properties:
        app: {type: string, description: the app}
        stage: {type: string, enum: [dev, prod], default: dev}
        regions: {type: array, items: {type: string}}
        limits: {type: object, required: [cpu], properties: {cpu: {type: integer}}}
        token: {type: string, secret: true}
        ratio: {type: number}
        dry: {type: boolean, default: false}
      """;

  @Test
  @DisplayName("S1-005: both styles declare the same")
  void bothStylesAreEqual() {
    assertThat(read(FLAT)).isEqualTo(read(SCHEMA));
    assertThat(diagnostics.sorted()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"app\": 5}",
        "{\"app\": \"a\", \"stage\": \"qa\"}",
        "{\"app\": \"a\", \"regions\": [1]}",
        "{\"app\": \"a\", \"limits\": {}}",
        "{\"app\": \"a\", \"limits\": {\"cpu\": 1.5}}",
        "{\"app\": \"a\", \"limits\": {\"cpu\": 1, \"x\": 1}}",
        "{\"app\": \"a\", \"other\": 1}",
      })
  @DisplayName("S1-005, S1-006, S1-008: both styles refuse the same arguments")
  void bothStylesRefuseTheSame(String arguments) {
    MapValue given = (MapValue) Json.read(arguments);
    assertThat(read(FLAT).bind(given))
        .isInstanceOf(Parameters.Bound.Refused.class)
        .isEqualTo(read(SCHEMA).bind(given));
  }

  @Test
  @DisplayName("S1-007: a supplied false is kept, null takes the default")
  void defaultsFillOnlyWhatIsAbsentOrNull() {
    Parameters parameters = read("a: {type: boolean, default: true}");
    for (String[] pair :
        new String[][] {
          {"{\"a\":false}", "{\"a\":false}"},
          {"{\"a\":null}", "{\"a\":true}"},
          {"{}", "{\"a\":true}"}
        }) {
      assertThat(parameters.bind((MapValue) Json.read(pair[0])))
          .isEqualTo(new Parameters.Bound.Arguments((MapValue) Json.read(pair[1])));
    }
  }

  @Test
  void aJsonSchemaCanBeOpen() {
    assertThat(read("{type: object, properties: {}, additionalProperties: true}").open()).isTrue();
    assertThat(read("{type: object}")).isEqualTo(Parameters.NONE);
  }

  @Test
  void aFlatParameterMayBeNamedProperties() {
    assertThat(read("properties: {type: array}").byName().keySet()).containsExactly("properties");
    assertThat(read("type: {type: string}").byName().keySet()).containsExactly("type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: {type: int}                                  | unknown_value 1:11",
        "a: string                                       | wrong_type 1:4",
        "a: {requird: true}                              | unknown_key 1:5",
        "a: {required: 'yes'}                            | wrong_type 1:15",
        "'a b': {type: string}                           | invalid_name 1:1",
        "a: {type: integer, default: x}                  | invalid_default 1:29",
        "a: {type: string, enum: [x], default: y}        | invalid_default 1:39",
        "a: {type: string, enum: [x, 1]}                 | invalid_option 1:29",
        "a: {type: string, enum: x}                      | wrong_type 1:25",
        "a: {type: string, items: {type: string}}        | wrong_type 1:19",
        "a: {type: string, properties: {b: {}}}          | wrong_type 1:19",
        "a: {type: string, pattern: x}                   | no_effect_yet 1:19",
        "{properties: {a: {type: string}}, required: [b]}| unknown_parameter 1:46",
        "{properties: {a: {type: strin}}}                | unknown_value 1:25",
        "5                                               | wrong_type 1:1",
      })
  @DisplayName("S1-014: a declaration that is not well-formed is refused")
  void aWrongDeclarationIsReported(String yaml, String expected) {
    read(yaml);
    assertThat(diagnostics.sorted())
        .extracting(d -> d.code() + " " + d.span().line() + ":" + d.span().column())
        .containsExactly(expected);
  }
}
