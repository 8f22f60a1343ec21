package dev.heddle.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.ApiAccess;
import dev.heddle.engine.port.Assignment;
import dev.heddle.model.action.Executor.Delivery;
import dev.heddle.model.action.Executor.OutputFormat;
import dev.heddle.model.action.Executor.ParameterFormat;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvironmentTest extends RunsScripts {

  private static final MapValue INPUT =
      MapValue.builder()
          .put("canary", "param-canary-1")
          .put("token", SecretValue.mark(Value.of("param-canary-2")))
          .build();

  private Map<String, String> environment(Scripts.Script script) throws Exception {
    String printed = stdout(succeed(script));
    return printed
        .lines()
        .filter(line -> line.contains("="))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf('=')),
                line -> line.substring(line.indexOf('=') + 1)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Delivery.class,
      names = {"STDIN", "FILE"})
  @DisplayName("S1-138: process listing and environment show no parameter")
  void s1_138_parametersAreNeitherOnTheCommandLineNorInTheEnvironment(Delivery delivery)
      throws Exception {
    Scripts.Script script =
        scripts
            .shell("cat /proc/$$/cmdline /proc/$$/environ | tr '\\0' '\\n'; ps -eo args")
            .input(INPUT)
            .delivery(delivery);

    String seen = stdout(succeed(script));

    assertThat(seen).contains("HEDDLE_ATTEMPT_ID=").contains("script1.sh");
    assertThat(seen).doesNotContain("canary").doesNotContain(SecretValue.REDACTED);
  }

  @Test
  void s1_138_aProgramKnowsWhoItIs() throws Exception {
    Scripts.Script script = scripts.shell("env");

    assertThat(environment(script))
        .containsEntry("HEDDLE_ACTION_REF", "pack.script")
        .containsEntry("HEDDLE_EXECUTION_ID", script.attempt().execution().toString())
        .containsEntry("HEDDLE_ATTEMPT_ID", script.attempt().toString())
        .containsEntry("HEDDLE_TASK", "task1")
        .containsEntry("HEDDLE_WORKFLOW", "pack.flow")
        .doesNotContainKeys("HEDDLE_API_URL", "HEDDLE_TOKEN");
  }

  @Test
  @DisplayName("S1-138, S1-168: a program gets its token in the environment, and cannot show it")
  void aProgramGetsItsTokenAndCannotShowIt() throws Exception {
    String token = "hdx_06xw-1~standard~0123456789abcdef";
    Assignment assignment =
        scripts
            .shell(
                "echo $HEDDLE_API_URL ${#HEDDLE_TOKEN} $HEDDLE_TOKEN; ps -eo args; echo -n $HEDDLE_TOKEN | base64")
            .assignment()
            .withApi(new ApiAccess("http://localhost:1", token));

    RecordingListener listener = new RecordingListener();
    worker.start(assignment, listener);
    String seen = stdout(succeeded(listener.report()));

    assertThat(seen).startsWith("http://localhost:1 " + token.length() + " [secret]\n");
    assertThat(seen).doesNotContain(token, "hdx_", "aGR4XzA");
    assertThat(assignment.toString()).doesNotContain(token);
  }

  @Test
  void theEnvironmentOfTheServerIsNotHandedOn() throws Exception {
    Map<String, String> host = new HashMap<>(System.getenv());
    host.put("HEDDLE_DATABASE_URL", "postgres://u:secret@db");
    host.put("AWS_SECRET_ACCESS_KEY", "secret");
    host.put("LC_ALL", "C.UTF-8");
    worker.close();
    worker = new Worker(settings(), host, InstantSource.system());

    Map<String, String> seen = environment(scripts.shell("env"));

    assertThat(seen).containsEntry("LC_ALL", "C.UTF-8").containsKey("PATH");
    assertThat(seen.keySet())
        .isSubsetOf(
            "PATH",
            "HOME",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "TMPDIR",
            "USER",
            "PWD",
            "SHLVL",
            "_",
            "PYTHONDONTWRITEBYTECODE",
            "HEDDLE_ACTION_REF",
            "HEDDLE_EXECUTION_ID",
            "HEDDLE_ATTEMPT_ID",
            "HEDDLE_PROGRAM",
            "HEDDLE_TASK",
            "HEDDLE_WORKFLOW");
  }

  @Test
  void variablesOfTheExecutionWinOverThoseOfTheAction() throws Exception {
    Map<String, String> seen =
        environment(
            scripts
                .shell("env")
                .fixedEnvironment(Map.of("A", "action", "B", "action", "HEDDLE_TASK", "faked"))
                .environment(Map.of("B", "execution", "C", "execution")));

    assertThat(seen)
        .containsEntry("A", "action")
        .containsEntry("B", "execution")
        .containsEntry("C", "execution")
        .containsEntry("HEDDLE_TASK", "task1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"LD_PRELOAD", "BASH_ENV", "PYTHONPATH", "NODE_OPTIONS", "PATH", "HEDDLE_TASK"})
  void whoStartsAWorkflowCannotChooseWhichCodeRuns(String name) throws Exception {
    RecordingListener listener =
        start(
            scripts
                .shell("env")
                .environment(Map.of(name, directory.toString(), "OTHER", "passed")));

    assertThat(stdout(succeeded(listener.report())))
        .contains("OTHER=passed")
        .doesNotContain(name + "=" + directory);
    assertThat(listener.texts()).anyMatch(line -> line.contains("variable " + name + " is not"));
  }

  @Test
  void parametersInAFileAreReadableForTheUserOnlyAndDeletedAfterwards() throws Exception {
    Scripts.Script script =
        scripts
            .shell(
                "stat -c %a \"$HEDDLE_PARAMETERS_FILE\"",
                "echo \"$HEDDLE_PARAMETERS_FILE\"",
                "tr a-z A-Z < \"$HEDDLE_PARAMETERS_FILE\"",
                "cat")
            .input("name", "Ada")
            .delivery(Delivery.FILE);

    List<String> lines = stdout(succeed(script)).lines().toList();

    assertThat(lines.get(0)).isEqualTo("600");
    assertThat(Path.of(lines.get(1))).doesNotExist();
    assertThat(lines.get(2)).isEqualTo("{\"NAME\":\"ADA\"}");
    assertThat(lines).hasSize(3);
  }

  @Test
  void legacyParametersAreInTheEnvironment() throws Exception {
    MapValue input =
        MapValue.builder()
            .put("first-name", "Ada")
            .put("count", 3)
            .put("list", Value.list(Value.of(1)))
            .put("none", Value.nothing())
            .build();

    assertThat(environment(scripts.shell("env").input(input).delivery(Delivery.ENV)))
        .containsEntry("HEDDLE_PARAMETER_FIRST_NAME", "Ada")
        .containsEntry("HEDDLE_PARAMETER_COUNT", "3")
        .containsEntry("HEDDLE_PARAMETER_LIST", "[1]")
        .containsEntry("HEDDLE_PARAMETER_NONE", "");
  }

  @Test
  void parametersTooLargeForAnEnvironmentAreRefusedWithWhatToDo() throws Exception {
    Scripts.Script script =
        scripts.shell("env").input("big", "x".repeat(1 << 20)).delivery(Delivery.ENV);

    assertThat(failed(run(script)).message()).contains("deliver parameters by stdin or file");
  }

  @Test
  void aValueNoEnvironmentCanHoldIsRefusedWithoutShowingIt() throws Exception {
    Scripts.Script script = scripts.shell("env").input("bad", "canary\0").delivery(Delivery.ENV);

    assertThat(failed(run(script)).message())
        .contains("no environment can hold")
        .doesNotContain("canary");
  }

  @Test
  void dotenvParametersCanBeReadByAShell() throws Exception {
    MapValue input =
        MapValue.builder()
            .put("quoted", "it's $HOME `id` \"x\"\nsecond line")
            .put("map", Value.map("a", Value.of(1)))
            .build();
    Scripts.Script script =
        scripts
            .shell("eval \"$(cat)\"", "echo \"$quoted\"", "echo \"$map\"")
            .input(input)
            .parameters(ParameterFormat.DOTENV);

    assertThat(stdout(succeed(script)))
        .isEqualTo("it's $HOME `id` \"x\"\nsecond line\n{\"a\":1}\n");
  }

  @Test
  void yamlParametersComeInBlockStyleWithTheirTypes() throws Exception {
    MapValue input =
        (MapValue)
            Json.read(
                "{\"s\":\"true\",\"n\":1.5,\"i\":7,\"b\":true,\"l\":[\"x\",{\"k\":null}],\"t\":\"a\\n"
                    + "b\"}");
    Scripts.Script script =
        scripts
            .shell("cat")
            .input(input)
            .parameters(ParameterFormat.YAML)
            .output(OutputFormat.YAML);

    Value result = succeed(script);

    for (String key : input.keys()) {
      assertThat(field(result, key)).isEqualTo(input.get(key));
    }
    assertThat(stdout(result)).contains("\ni: 7\n");
  }
}
