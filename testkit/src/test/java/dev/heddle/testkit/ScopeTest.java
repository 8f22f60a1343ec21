package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.model.Parameter;
import dev.heddle.model.ParameterType;
import dev.heddle.model.Parameters;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

  private final Workbench bench = new Workbench();

  private static final String HEADER =
      """
      ref: test.scope
      label: Scope
      version: "1"
      parameters:
        region: {type: string, default: of_parameters}
        only_parameter: {type: string, default: p}
        password: {type: string, secret: true}
      vars: {region: of_vars, v: 1, nothing: null}
      tasks:
        - {name: a, action: t.a, on_complete: look}
      """;

  /** What {@code expression} is in the input of a task that follows a finished task {@code a}. */
  private Value seen(String expression) {
    return Objects.requireNonNull(look(expression).get("seen"));
  }

  private MapValue look(String expression) {
    lookup(expression);
    bench.succeed("a", Json.read("{\"id\":7,\"stdout\":\"text\",\"status\":\"mine\"}"));
    return bench.assignment("look").input();
  }

  private ExecutionId lookup(String expression) {
    bench.catalog.packConfig(
        (MapValue) Json.read("{\"url\":\"http://x\",\"region\":\"of_config\",\"only_config\":1}"));
    bench.catalog.key("flags.on", Value.of(true));
    bench.catalog.secret("db.password", Value.of("s3cret"));
    String task =
        "  - {name: look, action: t.look, input: {seen: \"{{ %s }}\"}}\n".formatted(expression);
    return bench.start(bench.flow(HEADER + task), Value.map("password", Value.of("p4ss")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "workflow.v | vars.v",
        "variables.v | vars.v",
        "tasks.a.result.id | task.a.result.id",
        "config.url | pack.config.url",
        "task.a.data.id | task.a.result.id",
        "task.a.id | task.a.result.id",
        "task.a.stdout | task.a.result.stdout"
      })
  @DisplayName("S1-022, S1-026: each alias equals its canonical form")
  void aliases(String alias, String canonical) {
    assertThat(seen("[" + alias + ", " + canonical + ", " + alias + " == " + canonical + "]"))
        .asString()
        .endsWith("true]")
        .doesNotContain("null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "region | \"of_vars\"",
        "only_parameter | \"p\"",
        "only_config | 1",
        "v | 1",
        "a.result.id | 7",
        "identity.login | \"tester\""
      })
  @DisplayName("S1-023: a bare name means task, then variable, parameter, configuration, system")
  void bareNames(String name, String value) {
    assertThat(seen(name)).isEqualTo(Json.read(value));
  }

  @Test
  @DisplayName("S1-023: iteration variables come first")
  void iterationVariablesFirst() {
    bench.start(
        bench.tasks(
            """
            - name: a
              action: t.a
              with_items: [{region: x}]
              input: {item: "{{ item.region }}", index: "{{ index }}"}
            """));
    assertThat(bench.assignment("a").input()).isEqualTo(Json.read("{\"item\":\"x\",\"index\":0}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task.a.status | \"completed\"",
        "task.a.result.id | 7",
        "task.a.result.status | \"mine\"",
        "task.a.error | null",
        "vars.nothing | null",
        "task['a'].result['id'] + 1 | 8"
      })
  @DisplayName("S1-025, S1-026, S1-009: what task.x and vars show")
  void taskView(String expression, String value) {
    assertThat(seen(expression)).isEqualTo(Json.read(value));
  }

  @Test
  @DisplayName("S1-025: a failed task shows its status and error")
  void failedTask() {
    lookup("[task.a.status, task.a.error.message, task.a.error.type]");
    bench.fail("a");
    assertThat(bench.assignment("look").input().get("seen"))
        .isEqualTo(Json.read("[\"failed\",\"a broke\",\"action_failed\"]"));
  }

  @Test
  @DisplayName("S1-025: in a loop the latest finished activation is visible")
  void latestActivation() {
    bench.start(
        bench.tasks(
            """
            - {name: begin, action: t.begin, on_success: a}
            - name: a
              action: t.a
              input: {before: "{{ task.a.result.n | default('none') }}"}
              decision: [{when: "task.a.result.n < 2", next: a}]
            """));
    bench.succeed("begin");
    assertThat(bench.assignment("a").input()).isEqualTo(Value.map("before", Value.of("none")));
    bench.succeed("a", Value.map("n", Value.of(1)));
    assertThat(bench.assignment("a").input()).isEqualTo(Value.map("before", Value.of(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"later", "skipped", "running", "never"})
  @DisplayName("S1-027: a task that has not finished is undefined unless guarded by default")
  void undefinedTask(String name) {
    String tasks =
        """
        - {name: a, action: t.a, on_success: [skipped, running, look, guarded]}
        - {name: skipped, action: t.s, when: "false"}
        - {name: running, action: t.r, on_success: [later, never]}
        - {name: later, action: t.l}
        - {name: never, action: t.n}
        - {name: look, action: t.look, input: {x: "{{ task.NAME.result.a }}"}, on_success: later, on_failure: failed}
        - {name: failed, action: t.f, input: {type: "{{ task.look.error.type }}"}}
        - {name: guarded, action: t.g, input: {x: "{{ task.NAME.result.a | default('none') }}"}}
        """;
    bench.start(bench.tasks(tasks.replace("NAME", name)));
    bench.succeed("a");
    assertThat(bench.assignment("failed").input())
        .isEqualTo(Value.map("type", Value.of("template_error")));
    assertThat(bench.assignment("guarded").input()).isEqualTo(Value.map("x", Value.of("none")));
  }

  @Test
  @DisplayName("S1-028: system names; the difference of two timestamps is a number")
  void system() {
    ExecutionId run =
        lookup("[system.timestamp - 10, system.timestamp_iso, system.workflow_start]");
    bench.clock.advance(Duration.ofSeconds(5));
    bench.succeed("a");
    long start = StepClock.START.getEpochSecond();
    assertThat(bench.assignment("look").input().get("seen"))
        .isEqualTo(
            Json.read(
                "[%d,\"2026-01-01T00:00:05Z\",\"2026-01-01T00:00:00Z\"]".formatted(start - 5)));
    assertThat(bench.execution(run).origin().startedBy()).isEqualTo("tester");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kv.get('flags.on') | true",
        "kv.get('flags.new_feature', default=false) | false",
        "kv.get('flags.new_feature') | null"
      })
  @DisplayName("S1-029: kv.get with and without default")
  void keys(String expression, String value) {
    assertThat(seen(expression)).isEqualTo(Json.read(value));
  }

  @Test
  @DisplayName("S1-030: a missing secret fails the task and names the key")
  void missingSecret() {
    ExecutionId run = lookup("kv.get_secret('db.none')");
    bench.succeed("a");
    Failure failure =
        Objects.requireNonNull(Objects.requireNonNull(bench.task(run, "look")).failure());
    assertThat(failure.type()).isEqualTo("template_error");
    assertThat(failure.message()).contains("db.none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kv.get_secret('db.password') | s3cret",
        "keystore.db.password | s3cret",
        "parameters.password | p4ss",
        "only_parameter + kv.get_secret('db.password') | ps3cret",
        "[parameters.password] | p4ss"
      })
  @DisplayName("S1-030, S1-031: a secret stays marked where it is stored, the action can reveal it")
  void secretsStayMarked(String expression, String revealed) {
    ExecutionId run = lookup(expression);
    bench.succeed("a");
    MapValue given = bench.assignment("look").input();
    assertThat(given.holdsSecret()).isTrue();
    assertThat(Json.writeRevealed(given)).contains(revealed);
    TaskExecution row = Objects.requireNonNull(bench.task(run, "look"));
    assertThat(String.valueOf(row.input())).contains(SecretValue.REDACTED).doesNotContain(revealed);
    assertThat(bench.execution(run).parameters().toString())
        .contains(SecretValue.REDACTED)
        .doesNotContain("p4ss");
  }

  @Test
  @DisplayName(
      "S1-031: an input that the action declares secret is marked, a published one stays so")
  void secretInputs() {
    bench.catalog.add(
        MapCatalog.action(
            "t.login",
            new Parameters(
                Map.of(
                    "token",
                    new Parameter(
                        "token",
                        ParameterType.STRING,
                        true,
                        java.util.List.of(),
                        java.util.Optional.empty(),
                        "",
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        true)),
                false)));
    bench.catalog.secret("k", Value.of("s3cret"));
    ExecutionId run =
        bench.start(
            bench.flow(
                """
                ref: test.flow
                label: Test
                version: "1"
                tasks:
                  - name: a
                    action: t.login
                    input: {token: plain}
                    publish: [{kept: "{{ kv.get_secret('k') }}"}]
                output_map: {out: "{{ vars.kept }}"}
                """));
    assertThat(bench.assignment("a").input().holdsSecret()).isTrue();
    bench.succeed("a");
    assertThat(bench.result(run)).contains(SecretValue.REDACTED).doesNotContain("s3cret");
  }

  @Test
  @DisplayName("S1-021: text that a parameter brings is never rendered")
  void singlePass() {
    lookup("parameters.only_parameter");
    bench.start(
        bench.flow(
            HEADER + "  - {name: look, action: t.look, input: {x: \"{{ parameters.region }}\"}}\n"),
        new MapValue(Map.of("region", Value.of("{{ kv.get_secret('db.password') }}"))));
    bench.succeed("a", "a");
    assertThat(bench.runner.running().getLast().input())
        .isEqualTo(Value.map("x", Value.of("{{ kv.get_secret('db.password') }}")));
  }

  @Test
  @DisplayName("S1-042: a template that fails makes the task fail before its action runs")
  void templateError() {
    ExecutionId run = lookup("kv.get('none').x");
    bench.succeed("a");
    assertThat(bench.rows(run)).containsExactly("a completed", "look failed");
    assertThat(bench.started()).containsExactly("a");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  @DisplayName("S1-006, S1-007, S1-008: parameters are checked before there is any task")
  void parameters() {
    long flow =
        bench.flow(
            """
            ref: test.flow
            label: Test
            version: "1"
            parameters:
              flag: {type: boolean, default: true}
              count: {type: integer, default: 3}
              name: {type: string, required: true, enum: [x, y]}
            tasks: [{name: a, action: t.a, input: {p: "{{ parameters }}"}}]
            """);
    Map<String, Value> given = new LinkedHashMap<>();
    given.put("count", Value.nothing());
    given.put("flag", Value.of(false));
    assertThatThrownBy(() -> bench.start(flow, new MapValue(given)))
        .hasMessageContaining("Missing required parameter: name");
    given.put("name", Value.of("z"));
    assertThatThrownBy(() -> bench.start(flow, new MapValue(given))).hasMessageContaining("name");
    given.put("name", Value.of("y"));
    assertThatThrownBy(() -> bench.start(flow, new MapValue(given).with("extra", Value.of(1))))
        .hasMessageContaining("extra");
    bench.start(flow, new MapValue(given));
    assertThat(bench.assignment("a").input())
        .isEqualTo(Json.read("{\"p\":{\"flag\":false,\"count\":3,\"name\":\"y\"}}"));
  }
}
