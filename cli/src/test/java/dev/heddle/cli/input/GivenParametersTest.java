package dev.heddle.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.Parameter;
import dev.heddle.model.ParameterType;
import dev.heddle.model.Parameters;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S1-173: typed parameters")
final class GivenParametersTest {

  private static final Parameters DECLARED =
      new Parameters(
          Map.of(
              "version", Parameter.of("version", ParameterType.STRING, true),
              "count", Parameter.of("count", ParameterType.INTEGER, false)),
          false);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "count=3        | {\"count\": 3}",
        "count=[1, 2]   | {\"count\": [1, 2]}",
        "other=true     | {\"other\": true}",
        "other=null     | {\"other\": null}",
        "other=eu west  | {\"other\": \"eu west\"}",
        "other=a=b      | {\"other\": \"a=b\"}",
        "other=         | {\"other\": \"\"}",
        "version=1.20   | {\"version\": \"1.20\"}",
        "version=\"1.2\"| {\"version\": \"1.2\"}",
      })
  void jsonIfItIsJsonElseText(String argument, String expected) {
    assertThat(GivenParameters.read(MapValue.EMPTY, List.of(argument), DECLARED))
        .isEqualTo(Json.read(expected));
  }

  @Test
  void typedParametersStandOverThoseOfTheFile() {
    MapValue file = ParameterFile.read(new SourceText("p.yaml", "count: 1\nother: [a]\n"));
    assertThat(GivenParameters.read(file, List.of("count=2"), DECLARED))
        .isEqualTo(Json.read("{\"count\": 2, \"other\": [\"a\"]}"));
  }

  @Test
  void aMistakeIsToldWithoutRepeatingWhatMayBeASecret() {
    assertThatThrownBy(() -> GivenParameters.read(MapValue.EMPTY, List.of("hunter2"), DECLARED))
        .isInstanceOf(UsageException.class)
        .hasMessage("--param expects NAME=VALUE");
    assertThatThrownBy(() -> GivenParameters.read(MapValue.EMPTY, List.of("a=1", "a=2"), DECLARED))
        .hasMessage("--param a is given twice");
  }

  @Test
  void aFileThatIsNoMapIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> ParameterFile.read(new SourceText("p.yaml", "- a\n")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("p.yaml:1:1: error:");
  }
}
