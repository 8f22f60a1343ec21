package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Parameter;
import dev.heddle.model.ParameterType;
import dev.heddle.model.Parameters;
import dev.heddle.model.PermissionSets;
import dev.heddle.model.ResultSchema;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.placement.Placement;
import dev.heddle.values.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S1-004, S1-137: a declared result is compared, and its secrets are secret")
final class DeclaredResultTest {

  private static final Parameter TOKEN =
      new Parameter(
          "token",
          ParameterType.STRING,
          true,
          List.of(),
          Optional.empty(),
          "",
          Optional.empty(),
          Optional.empty(),
          true);

  private final Workbench bench = new Workbench();

  private ExecutionId login() {
    bench.catalog.add(
        new Action(
            "test.login",
            "Login",
            "",
            true,
            Parameters.ANY,
            new ResultSchema(new Parameters(Map.of("token", TOKEN), false)),
            new Executor.Builtin("login"),
            Optional.empty(),
            Placement.ANYWHERE,
            PermissionSets.UNSAID));
    return bench.start(
        bench.flow(
            """
            ref: test.flow
            label: Test
            version: "1"
            output: {url: {type: string, required: true}, token: {type: string, secret: true}}
            tasks:
              - {name: login, action: test.login, on_success: use}
              - {name: use, action: test.use, input: {with: "{{ task.login.result.token }}"}}
            output_map: {token: "plain", url: 5}
            """));
  }

  @Test
  void secretsOfAnActionAreSecretWhereverTheyGo() {
    ExecutionId run = login();
    bench.succeed("login", Json.read("{\"token\": \"canary\", \"user\": \"ada\"}"));

    assertThat(bench.attempts(run, "login").getLast().result())
        .hasToString("{\"token\":\"[secret]\",\"user\":\"ada\"}");
    assertThat(bench.attempts(run, "use").getLast().input()).hasToString("{\"with\":\"[secret]\"}");
    assertThat(bench.notes(run)).isEmpty();
  }

  @Test
  void aResultThatIsNotAsDeclaredIsNotedWithoutItsValuesAndNotRefused() {
    ExecutionId run = login();
    bench.succeed("login", Json.read("{\"token\": 4711}"));
    bench.succeed("use");

    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.result(run))
        .isEqualTo("{\"token\":\"[secret]\",\"url\":5,\"succeeded\":true}");
    assertThat(bench.notes(run))
        .containsExactly(
            "the result of task login is not as `output` says: token",
            "the result of the workflow is not as `output` says: url");
  }
}
