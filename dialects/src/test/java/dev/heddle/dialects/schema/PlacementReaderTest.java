package dev.heddle.dialects.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlReader;
import dev.heddle.model.placement.Affinity;
import dev.heddle.model.placement.Placement;
import dev.heddle.model.placement.Toleration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementReaderTest {

  private final Diagnostics diagnostics = new Diagnostics();

  private Placement read(String yaml) {
    return YamlReader.readMap(new SourceText("a.yaml", yaml), diagnostics)
        .map(map ->
            new YamlFields(
                map, "the action", new LinkedHashSet<>(PlacementReader.KEYS), diagnostics))
        .map(fields -> new PlacementReader(diagnostics).read(fields))
        .orElseThrow();
  }

  @Test
  @DisplayName(
      "S1-169: selector, tolerations and affinity are read, also as Kubernetes writes them")
  void readsAllThree() {
    Placement placement =
        read(
            """
            worker_selector: {queue: gpu, cores: 8}
            worker_tolerations:
              - {key: dedicated, operator: Exists, effect: NoSchedule}
              - {key: cost, value: high}
            worker_affinity:
              required: [{key: zone, operator: not_in, values: [us]}]
              preferred: [{weight: 10, key: zone, values: eu}, {key: ssd, operator: Exists}]
            """);
    assertThat(diagnostics.sorted()).isEmpty();
    assertThat(placement.queue()).isEqualTo("gpu");
    assertThat(placement)
        .isEqualTo(
            new Placement(
                Optional.of(Map.of("queue", "gpu", "cores", "8")),
                Optional.of(
                    List.of(
                        new Toleration(
                            "dedicated",
                            Toleration.Operator.EXISTS,
                            "",
                            Optional.of(Toleration.Effect.NO_SCHEDULE)),
                        new Toleration(
                            "cost", Toleration.Operator.EQUAL, "high", Optional.empty()))),
                Optional.of(
                    new Affinity(
                        List.of(new Affinity.Term("zone", Affinity.Operator.NOT_IN, List.of("us"))),
                        List.of(
                            new Affinity.Preference(
                                10, new Affinity.Term("zone", Affinity.Operator.IN, List.of("eu"))),
                            new Affinity.Preference(
                                1,
                                new Affinity.Term("ssd", Affinity.Operator.EXISTS, List.of())))))));
  }

  @Test
  @DisplayName("S1-169: what a task says takes the place of what its action says; empty clears it")
  void aTaskOverridesItsAction() {
    Placement action = read("{worker_selector: {zone: eu}, worker_affinity: {required: []}}");
    assertThat(action.overriddenBy(read("{}"))).isEqualTo(action);
    Placement cleared = action.overriddenBy(read("worker_selector: {}"));
    assertThat(cleared.selector()).hasValue(Map.of());
    assertThat(cleared.isAnywhere()).isTrue();
    assertThat(action.overriddenBy(read("worker_selector: {zone: us}")).selector())
        .hasValue(Map.of("zone", "us"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          worker_selector: {zone: [a]}                                   | wrong_type
          worker_selector: {zone: null}                                  | wrong_type
          worker_tolerations: [x]                                        | wrong_type
          worker_tolerations: [{operator: Equal}]                        | missing_field
          worker_tolerations: [{key: a, operator: equals}]               | unknown_value
          worker_tolerations: [{key: a, effect: NoExecute}]              | unknown_value
          worker_tolerations: [{key: a, tolerationSeconds: 3}]           | unknown_key
          worker_affinity: {wanted: []}                                  | unknown_key
          worker_affinity: {required: [{key: a}]}                        | missing_field
          worker_affinity: {preferred: [{weight: 0, key: a, values: b}]} | out_of_range
          """)
  void saysWhatIsWrong(String yaml, String code) {
    read(yaml);
    assertThat(diagnostics.sorted()).extracting(said -> said.code()).containsExactly(code);
  }
}
