package dev.heddle.platform.policies;

import static dev.heddle.platform.executions.Bench.done;
import static dev.heddle.platform.executions.Bench.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.executions.Bench;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PoliciesTest {

  private final Policies policies = new Bench().policies;

  private static MapValue json(String text) {
    return (MapValue) Json.read(text.replace('\'', '"'));
  }

  private void create(String ref, String rest) {
    done(policies.create(json("{'ref': '" + ref + "', 'concurrency': {'limit': 1}" + rest + "}")));
  }

  private String effective(String ref) {
    return policies.effective(ref).map(policy -> policy.ref()).orElse("none");
  }

  @Test
  @DisplayName("S1-160: action over pack over global; a higher priority within a scope")
  void oneIsEffective() {
    create("p.all", "");
    create("p.pack", ", 'pack_ref': 'demo'");
    create("p.low", ", 'action_ref': 'demo.deploy'");
    create("p.high", ", 'action_ref': 'demo.deploy', 'priority': 5");
    create("p.off", ", 'action_ref': 'demo.deploy', 'priority': 9, 'enabled': false");

    assertThat(effective("demo.deploy")).isEqualTo("p.high");
    assertThat(effective("demo.other")).isEqualTo("p.pack");
    assertThat(effective("core.noop")).isEqualTo("p.all");
    done(policies.delete("p.all"));
    assertThat(effective("core.noop")).isEqualTo("none");
  }

  @Test
  @DisplayName("S1-160: a policy of an action that limits nothing exempts it")
  void exempts() {
    create("p.all", "");
    done(policies.create(json("{'ref': 'p.free', 'action_ref': 'core.noop'}")));

    assertThat(policies.throttle("core.noop")).isEmpty();
    assertThat(policies.throttle("demo.deploy")).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'ref': 'nodot'}                                                  | ref
          {'ref': 'p.x', 'scope': 'pack'}                                   | scope
          {'ref': 'p.x', 'action_ref': 'a.b', 'pack_ref': 'a'}              | pack_ref
          {'ref': 'p.x', 'concurency': {}}                                  | concurency
          {'ref': 'p.x', 'concurrency': {'limit': 0}}                       | concurrency.limit
          {'ref': 'p.x', 'concurrency': {'limit': 1, 'method': 'wait'}}     | concurrency.method
          {'ref': 'p.x', 'concurrency': {'limit': 1, 'parameters': 'a'}}    | concurrency.parameters
          {'ref': 'p.x', 'rate_limit': {'max_executions': 1}}               | rate_limit.window_seconds
          {'ref': 'p.x', 'quotas': [{'quota_type': 'cpu', 'limit': 1}]}     | quotas.0.quota_type
          {'ref': 'p.x', 'enabled': 1}                                      | enabled
          """)
  @DisplayName("S1-160: what is wrong with a policy is said by path")
  void refusesBrokenOnes(String document, String path) {
    assertThat(refusal(policies.create(json(document))).fields())
        .extracting(FieldError::path)
        .contains(path);
  }

  @Test
  void isWrittenAsItWasRead() {
    MapValue document =
        json(
            """
            {'ref': 'p.x', 'label': 'X', 'scope': 'action', 'action_ref': 'demo.deploy', 'priority': 2,
             'enabled': false, 'concurrency': {'limit': 3, 'method': 'cancel', 'parameters': ['a.b']},
             'rate_limit': {'max_executions': 2, 'window_seconds': 60, 'method': 'enqueue'},
             'quotas': [{'quota_type': 'executions_total', 'limit': 9}]}
            """);
    assertThat(PolicyDocument.write(done(PolicyDocument.read(document)))).isEqualTo(document);
  }

  @Test
  void keepsItsRefAndIsThereOnce() {
    create("p.x", "");
    assertThat(refusal(policies.create(json("{'ref': 'p.x'}"))).kind())
        .isEqualTo(Refusal.Kind.CONFLICT);
    assertThat(refusal(policies.replace("p.x", json("{'ref': 'p.y'}"))).kind())
        .isEqualTo(Refusal.Kind.INVALID);
    assertThat(refusal(policies.replace("p.z", json("{'ref': 'p.z'}"))).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
  }
}
