package dev.heddle.platform.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlReader;
import dev.heddle.platform.trigger.CoreTriggers;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConditionTest {

  private static final String PAYLOAD =
      """
      {"branch": "main", "count": 3, "tags": ["a", "b"], "user": {"name": "eve"}, "none": null}
      """;

  private static Rule rule(String more) {
    Diagnostics diagnostics = new Diagnostics();
    String text = "ref: demo.r\ntrigger_ref: core.webhook\naction_ref: core.noop\n" + more + "\n";
    YamlMap map = YamlReader.readMap(new SourceText("r.yaml", text), diagnostics).orElseThrow();
    return new RuleReader(diagnostics, CoreTriggers::find)
        .read(map)
        .orElseThrow(() ->
            new AssertionError(diagnostics.sorted().stream().map(Diagnostic::render).toList()));
  }

  private static EventFacts facts(String payload) {
    return new EventFacts(
        MapValue.builder()
            .put("id", "0123456789abc")
            .put("trigger", "core.webhook")
            .put("created", "2026-01-01T00:00:00Z")
            .put("payload", Json.read(payload))
            .build(),
        Value.map("url", Value.of("https://example.org")),
        MapValue.builder()
            .put("timestamp", "2026-01-01T00:00:01Z")
            .put("rule", Json.read("{\"ref\": \"demo.r\", \"id\": \"demo.r\"}"))
            .put("event", Json.read("{\"id\": \"0123456789abc\"}"))
            .put("enforcement", Json.read("{\"id\": \"0123456789abd\"}"))
            .build());
  }

  private static Explanation explain(String condition, String payload) {
    return rule("conditions: " + condition).condition().explain(facts(payload));
  }

  @ParameterizedTest
  @DisplayName("S1-150: each form of condition, and a missing field, which matches nothing")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"event.payload.branch == 'main'\" | HOLDS",
        "\"{{ event.payload.count > 3 }}\" | FAILS",
        "\"event.payload.absent == 1\" | UNKNOWN",
        "\"event.payload.branch + 1\" | UNKNOWN",
        "{expression: \"'a' in event.payload.tags\"} | HOLDS",
        "[{field: branch, operator: equals, value: main}] | HOLDS",
        "[{field: branch, operator: not_equals, value: main}] | FAILS",
        "[{field: absent, operator: not_equals, value: main}] | UNKNOWN",
        "[{field: branch, operator: contains, value: ai}] | HOLDS",
        "[{field: tags, operator: contains, value: b}, {field: count, value: 3.0}] | HOLDS",
        "[{field: tags, operator: contains, value: c}, {field: absent, value: 3}] | FAILS",
        "{branch: main, user.name: eve} | HOLDS",
        "{branch: main, user.name: bob} | FAILS",
        "{branch: main, user.age: 1} | UNKNOWN",
        "{tags.0: a} | HOLDS",
        "{none: null} | HOLDS",
        "{event.trigger: core.webhook} | HOLDS",
        "{and: [{'==': [{var: branch}, main]}, {'>=': [{var: count}, 3]}]} | HOLDS",
        "{or: [{'<': [{var: count}, 3]}, {in: [{var: branch}, [main, dev]]}]} | HOLDS",
        "{or: [{absent: 1}, {branch: main}]} | HOLDS",
        "{or: [{absent: 1}, {branch: dev}]} | UNKNOWN",
        "{or: []} | FAILS",
        "{'!': {branch: dev}} | HOLDS",
        "{not: {absent: 1}} | UNKNOWN",
        "{and: [\"event.payload.count == 3\", {branch: main}]} | HOLDS",
        "{} | HOLDS",
        "[] | HOLDS",
        "~ | HOLDS",
        "'' | HOLDS"
      })
  void forms(String condition, Verdict expected) {
    assertThat(explain(condition, PAYLOAD).verdict()).isEqualTo(expected);
  }

  @Test
  @DisplayName("S1-151: an event without payload has an empty one: a condition on a field fails")
  void noPayload() {
    assertThat(explain("{branch: main}", "{}").holds()).isFalse();
    assertThat(explain("\"event.payload.branch != 'main'\"", "{}").holds()).isFalse();
  }

  @Test
  void theExplanationNamesWhatDecided() {
    Explanation said =
        explain("{and: [{branch: main}, {or: [{count: 4}, {user.name: bob}]}]}", PAYLOAD);
    assertThat(said.holds()).isFalse();
    assertThat(said.decisive().condition()).isEqualTo("count == 4");
    assertThat(said.decisive().reason()).isEqualTo("count is 3");
    assertThat(explain("{absent: 1}", PAYLOAD).decisive().reason())
        .isEqualTo("the event has no `absent`");
  }

  @Test
  @DisplayName("S1-152: a text that is one expression keeps its type; all names can be read")
  void parameters() {
    Rule rule =
        rule(
            """
            action_params:
              tags: "{{ event.payload.tags }}"
              first: "{{ event.payload.tags.0 }}"
              deep: {name: ["{{ event.payload.user.name }}"]}
              ids: "{{ event.id }} {{ event.trigger }} {{ system.event.id }} {{ system.enforcement.id }}"
              rule: "{{ system.rule.ref }} {{ system.rule.id }} {{ event.created }}"
              at: "{{ system.timestamp }}"
              url: "{{ pack.config.url }}"
            """);
    List<String> warnings = new ArrayList<>();
    Value rendered =
        rule.actionParams()
            .renderLeniently(facts(PAYLOAD), failed -> warnings.add(failed.toString()));
    assertThat(rendered)
        .isEqualTo(
            Json.read(
                """
                {"tags": ["a", "b"], "first": "a", "deep": {"name": ["eve"]},
                 "ids": "0123456789abc core.webhook 0123456789abc 0123456789abd",
                 "rule": "demo.r demo.r 2026-01-01T00:00:00Z",
                 "at": "2026-01-01T00:00:01Z", "url": "https://example.org"}
                """));
    assertThat(warnings).isEmpty();
  }

  @Test
  @DisplayName("S1-153: what is missing is null, or no text within text, or its default")
  void missingValues() {
    Rule rule =
        rule(
            """
            action_params:
              whole: "{{ event.payload.absent }}"
              mixed: "on {{ event.payload.absent }}!"
              fallback: "{{ event.payload.absent | default: 'x' }}"
            """);
    List<String> warnings = new ArrayList<>();
    Value rendered =
        rule.actionParams()
            .renderLeniently(
                facts(PAYLOAD), failed -> warnings.add(String.valueOf(failed.getMessage())));
    assertThat(rendered)
        .isEqualTo(Json.read("{\"whole\": null, \"mixed\": \"on !\", \"fallback\": \"x\"}"));
    assertThat(warnings).hasSize(2).allMatch(warning -> warning.contains("absent"));
  }

  @Test
  @DisplayName("security row 5: a condition that would count for ever ends, and does not match")
  void hostileConditions() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          String text = "a".repeat(50_000);
          Explanation said =
              explain(
                  "\"match('(a+)+$', event.payload.t)\"",
                  Json.write(Value.map("t", Value.of(text + "!"))));
          assertThat(said.holds()).isFalse();
        });
  }
}
