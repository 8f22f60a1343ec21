package dev.heddle.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.engine.port.Report;
import dev.heddle.model.Parameters;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import dev.heddle.worker.core.CorePack;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S1-015: the core pack")
final class BuiltinsTest extends RunsScripts {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "noop | {}                   | {\"message\":\"\",\"exit_code\":0,\"succeeded\":true}",
        "noop | {\"message\":\"hi\"} | {\"message\":\"hi\",\"exit_code\":0,\"succeeded\":true}",
        "echo | {\"message\":\"hi\"} |"
            + " {\"stdout\":\"hi\",\"stderr\":\"\",\"exit_code\":0,\"succeeded\":true}",
        "echo | {\"message\":[1]}    |"
            + " {\"stdout\":\"[1]\",\"stderr\":\"\",\"exit_code\":0,\"succeeded\":true}",
      })
  void s1_015_noopAndEchoSucceed(String name, String input, String result) {
    assertThat(succeeded(Builtins.run(name, (MapValue) Json.read(input))))
        .isEqualTo(Json.read(result));
  }

  @Test
  void s1_015_noopFailsWithItsExitCode() {
    Report report = Builtins.run("noop", MapValue.builder().put("exit_code", 3).build());

    assertThat(failed(report).message()).isEqualTo("exit code 3");
    assertThat(failed(report).details().get("exit_code")).isEqualTo(Value.of(3));
    assertThat(field(leftBehind(report), "succeeded")).isEqualTo(Value.of(false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                          | action_failed | failed as asked",
        "{\"message\":\"no\",\"type\":\"out_of_gas\"} | out_of_gas    | no",
        "{\"message\":\"no\",\"type\":\"Not snake\"}  | action_failed | no",
      })
  void failFailsAsItIsTold(String input, String type, String message) {
    Report report = Builtins.run("fail", (MapValue) Json.read(input));

    assertThat(failed(report).type()).isEqualTo(type);
    assertThat(failed(report).message()).isEqualTo(message);
  }

  @Test
  void s1_031_secretsStayMarkedInResultsAndOutOfFailures() {
    MapValue input =
        MapValue.builder().put("message", SecretValue.mark(Value.of("s3cr3t"))).build();

    assertThat(succeeded(Builtins.run("echo", input)).toString()).doesNotContain("s3cr3t");
    assertThat(field(succeeded(Builtins.run("echo", input)), "stdout").plain())
        .isEqualTo(Value.of("s3cr3t"));
    assertThat(failed(Builtins.run("fail", input)).message()).isEqualTo(SecretValue.REDACTED);
  }

  @Test
  void aWorkerRunsThemToo() throws Exception {
    RecordingListener listener = new RecordingListener();
    worker.start(
        scripts.builtin("echo", MapValue.builder().put("message", "hi").build()), listener);

    assertThat(stdout(succeeded(listener.report()))).isEqualTo("hi");
    assertThat(listener.started)
        .as("work that is over at once has no beginning of its own")
        .isEmpty();
  }

  @Test
  void whatNobodyCarriesOutFails() throws Exception {
    RecordingListener listener = new RecordingListener();
    worker.start(scripts.builtin("sleep", MapValue.EMPTY), listener);

    assertThat(failed(listener.report()).type()).isEqualTo("unsupported_work");
    assertThatThrownBy(() -> Builtins.run("sleep", MapValue.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theCorePackNamesItsActionsAndTheirParameters() {
    assertThat(CorePack.ACTIONS)
        .extracting(Action::ref)
        .containsExactly(
            "core.noop",
            "core.echo",
            "core.fail",
            "core.sleep",
            "core.http_request",
            "core.inquiry",
            "core.ask");
    assertThat(CorePack.ACTIONS)
        .allSatisfy(action -> {
          assertThat(action.enabled()).isTrue();
          assertThat(action.description()).endsWith(".");
          assertThat(action.executor())
              .isEqualTo(new Executor.Builtin(action.ref().substring("core.".length())));
          assertThat(action.parameters().byName().values())
              .allSatisfy(parameter -> assertThat(parameter.description()).endsWith("."));
        });
  }

  @Test
  void parametersGetTheirStandardValues() {
    Parameters parameters =
        CorePack.ACTIONS.stream()
            .filter(action -> action.ref().equals("core.http_request"))
            .findFirst()
            .orElseThrow()
            .parameters();

    assertThat(parameters.bind(MapValue.builder().put("url", "http://x").build()))
        .isEqualTo(
            new Parameters.Bound.Arguments(
                (MapValue)
                    Json.read(
                        "{\"url\":\"http://x\",\"method\":\"GET\",\"timeout\":30,\"verify_ssl\":true}")));
    assertThat(parameters.bind(MapValue.EMPTY)).isInstanceOf(Parameters.Bound.Refused.class);
  }
}
