package dev.heddle.platform.executions;

import static dev.heddle.platform.executions.Bench.done;
import static dev.heddle.platform.executions.Bench.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.engine.port.LogLine;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExecutionsTest {

  private static final String PARAMETERS =
      """
      parameters:
        region: {type: string, required: true, enum: [eu, us]}
        count: {type: integer, default: 3}
        dry: {type: boolean, default: true}
      """;
  private static final String BRANCHED =
      """
      - name: a
        action: core.noop
        on_success: b
        on_failure: c
      - name: b
        action: core.noop
        decision:
          - when: "{{ 1 == 2 }}"
            next: d
          - default: true
            next: e
      - name: c
        action: core.noop
      - name: d
        action: core.noop
      - name: e
        action: core.noop
      """;

  private final Bench bench = new Bench();

  private static MapValue json(String text) {
    return (MapValue) Json.read(text);
  }

  private static List<MapValue> maps(MapValue map, String key) {
    return ((ListValue) map.getOr(key, ListValue.EMPTY))
        .items().stream().map(each -> (MapValue) each).toList();
  }

  private static MapValue named(List<MapValue> maps, String name) {
    return maps.stream()
        .filter(each -> Value.of(name).equals(each.get("name")))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|parameters.region|Missing required parameter: region",
        "{\"region\":\"eu\",\"count\":\"many\"}|parameters.count|must be of type integer",
        "{\"region\":\"mars\"}|parameters.region|must be one of",
        "{\"region\":\"eu\",\"zone\":1}|parameters.zone|Unknown parameter: zone",
      })
  @DisplayName("S1-006, S1-008: wrong parameters are refused and leave no execution")
  void refusesWrongParameters(String given, String path, String message) {
    Definition definition = bench.flow(PARAMETERS, "- {name: a, action: core.noop}");

    Refusal refusal =
        refusal(bench.executions.start(definition, StartRequest.of(json(given), "ada")));

    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
    assertThat(refusal.fields()).extracting(FieldError::path).containsExactly(path);
    assertThat(refusal.message()).contains(message);
    assertThat(bench.store.list(ExecutionQueries.Filter.ALL, 0, 10).total()).isZero();
  }

  @Test
  @DisplayName("S1-005: both styles of parameters give the same validation")
  void bothStylesValidateAlike() {
    String schema =
        """
        parameters:
          type: object
          required: [region]
          properties:
            region: {type: string, enum: [eu, us]}
            count: {type: integer, default: 3}
            dry: {type: boolean, default: true}
        """;
    Definition flat = bench.flow(PARAMETERS, "- {name: a, action: core.noop}");
    Definition full = bench.flow(schema, "- {name: a, action: core.noop}");

    for (String given : List.of("{}", "{\"region\":1}", "{\"region\":\"x\"}", "{\"x\":1}")) {
      StartRequest request = StartRequest.of(json(given), "ada");
      assertThat(refusal(bench.executions.start(full, request)))
          .isEqualTo(refusal(bench.executions.start(flat, request)));
    }
  }

  @Test
  @DisplayName("S1-007: a default fills what is absent or null; false and 0 are kept")
  void defaultsFillOnlyWhatIsAbsentOrNull() {
    Definition definition = bench.flow(PARAMETERS, "- {name: a, action: core.noop}");

    Execution execution =
        done(
            bench.executions.start(
                definition,
                StartRequest.of(json("{\"region\":\"eu\",\"count\":null,\"dry\":false}"), "ada")));

    assertThat(execution.parameters())
        .isEqualTo(json("{\"region\":\"eu\",\"count\":3,\"dry\":false}"));
  }

  @Test
  void carriesEnvironmentTagAndLogin() {
    Definition definition = bench.flow("", "- {name: a, action: core.noop}");
    StartRequest request =
        new StartRequest(MapValue.EMPTY, Map.of("MODE", "fast"), "build-7", "ada");

    Execution.Origin origin = done(bench.executions.start(definition, request)).origin();

    assertThat(origin.environment()).isEqualTo(Map.of("MODE", "fast"));
    assertThat(origin.traceTag()).isEqualTo("build-7");
    assertThat(origin.startedBy()).isEqualTo("ada");
  }

  @ParameterizedTest
  @CsvSource({"1A,x", "A-B,x", "A=B,x", "'',x"})
  void refusesVariablesThatAreNone(String name, String value) {
    Definition definition = bench.flow("", "- {name: a, action: core.noop}");
    StartRequest request = new StartRequest(MapValue.EMPTY, Map.of(name, value), null, "ada");

    assertThat(refusal(bench.executions.start(definition, request)).fields()).hasSize(1);
  }

  @Test
  @DisplayName("S1-120 … S1-122: pause, resume and cancel, and when they are refused")
  void steersAnExecution() {
    ExecutionId id =
        bench.start(
            bench.flow(
                "",
                "- {name: a, action: core.noop, on_success: b}\n"
                    + "- {name: b, action: core.noop}"));

    assertThat(refusal(bench.executions.resume(id, "ada")).kind()).isEqualTo(Refusal.Kind.CONFLICT);
    assertThat(done(bench.executions.pause(id, "ada", "lunch")).isPaused()).isTrue();
    MapValue paused = done(bench.executions.details(id));
    assertThat(paused.get("paused")).isEqualTo(Value.of(true));
    assertThat(paused.get("pause_reason")).isEqualTo(Value.of("lunch"));
    assertThat(done(bench.executions.resume(id, "ada")).isPaused()).isFalse();
    done(bench.executions.cancel(id, "ada", Optional.empty()));
    bench.succeed("a");
    assertThat(done(bench.executions.find(id)).status()).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(refusal(bench.executions.cancel(id, "ada", Optional.empty())).kind())
        .isEqualTo(Refusal.Kind.CONFLICT);
    assertThat(refusal(bench.executions.find(new ExecutionId(7))).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
  }

  @Test
  @DisplayName("S1-123: a retry continues from the failed task")
  void retriesAFailedExecution() {
    ExecutionId id =
        bench.start(
            bench.flow(
                "",
                "- {name: a, action: core.noop, on_success: b}\n"
                    + "- {name: b, action: core.noop}"));
    bench.succeed("a");
    bench.fail("b");

    Execution again = done(bench.executions.retry(id, "ada"));
    bench.succeed("b");

    assertThat(done(bench.executions.find(again.id())).status())
        .isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(done(bench.executions.details(again.id())).get("retry_of"))
        .isEqualTo(Value.of(id.toString()));
  }

  @Test
  void showsARunAsTheCommandLinePrintsIt() {
    ExecutionId id =
        bench.start(
            bench.flow(
                "output_map: {n: '{{ task.a.result.n }}'}\n",
                "- {name: a, action: core.noop, input: {x: 1}}"));
    bench.succeed("a", json("{\"n\":7}"));

    MapValue view = done(bench.executions.view(id));

    assertThat(view.keys())
        .containsExactly(
            "id",
            "workflow",
            "dialect",
            "status",
            "result",
            "error",
            "started_at",
            "finished_at",
            "tasks");
    assertThat(view.get("dialect")).isEqualTo(Value.of("flow"));
    assertThat(view.get("status")).isEqualTo(Value.of("completed"));
    assertThat(view.get("result")).isEqualTo(json("{\"n\":7,\"succeeded\":true}"));
    assertThat(view.get("error")).isEqualTo(Value.nothing());
    MapValue task = maps(view, "tasks").getFirst();
    assertThat(task.keys())
        .containsExactly(
            "name",
            "index",
            "activation",
            "attempt",
            "status",
            "started_at",
            "finished_at",
            "input",
            "result",
            "error");
    assertThat(task.get("input")).isEqualTo(json("{\"x\":1}"));
    assertThat(task.get("result")).isEqualTo(json("{\"n\":7}"));
    assertThat(task.get("index")).isEqualTo(Value.nothing());
  }

  @Test
  @DisplayName("S1-031: secret parameters are redacted wherever an execution is shown")
  void redactsSecrets() {
    Definition definition =
        bench.flow(
            "parameters: {token: {type: string, secret: true, required: true}}\n",
            "- {name: a, action: core.noop, input: {token: '{{ parameters.token }}'}}");
    ExecutionId id =
        done(bench.executions.start(
                definition, StartRequest.of(json("{\"token\":\"canary\"}"), "ada")))
            .id();

    for (Object shown :
        List.of(
            done(bench.executions.view(id)),
            done(bench.executions.details(id)),
            done(bench.executions.taskDetails(id)),
            done(bench.executions.graph(id)),
            done(bench.executions.story(id)))) {
      assertThat(shown.toString()).doesNotContain("canary");
    }
    assertThat(done(bench.executions.details(id)).toString()).contains("[secret]");
    assertThat(bench.runner.running().getFirst().input().holdsSecret()).isTrue();
  }

  @Test
  void anIterationShowsTheListOfItsResults() {
    ExecutionId id =
        bench.start(
            bench.flow(
                "",
                "- {name: a, action: core.noop, with_items: [x, y], batch_size: 1, concurrency: 1}"));
    bench.succeed("a", json("{\"n\":1}"));
    bench.succeed("a", json("{\"n\":2}"));

    List<MapValue> tasks = maps(done(bench.executions.view(id)), "tasks");

    assertThat(tasks)
        .extracting(each -> each.get("index"))
        .containsExactly(Value.nothing(), Value.of(0), Value.of(1));
    assertThat(tasks.getFirst().get("result")).isEqualTo(Json.read("[{\"n\":1},{\"n\":2}]"));
    assertThat(tasks.get(2).get("result")).isEqualTo(json("{\"n\":2}"));
    MapValue item = done(bench.executions.taskDetails(id)).get(2);
    assertThat(item.get("batch")).isEqualTo(Value.of(1));
    assertThat(item.get("item")).isEqualTo(Value.of("y"));
  }

  @Test
  @DisplayName("S1-118: all fields of an execution and a task are there")
  void showsAllFields() {
    ExecutionId id =
        bench.start(
            bench.flow(
                "vars: {n: 1, m: 2}\n",
                """
                - name: a
                  action: core.noop
                  timeout: 1.5
                  retry: {count: 2, delay: 1}
                  publish: [{n: "{{ result().n }}"}]
                  on_success: [b, s]
                - name: b
                  action: core.noop
                - name: s
                  action: core.noop
                  when: "{{ false }}"
                """));
    bench.succeed("a", json("{\"n\":9}"));

    MapValue details = done(bench.executions.details(id));
    MapValue task = done(bench.executions.taskDetails(id)).getFirst();

    assertThat(details.get("current_tasks")).isEqualTo(Json.read("[\"b\"]"));
    assertThat(details.get("completed_tasks")).isEqualTo(Json.read("[\"a\"]"));
    assertThat(details.get("failed_tasks")).isEqualTo(Json.read("[]"));
    assertThat(details.get("skipped_tasks")).isEqualTo(Json.read("[\"s\"]"));
    assertThat(details.get("variables")).isEqualTo(json("{\"n\":9,\"m\":2}"));
    assertThat(details.keys())
        .contains("paused", "pause_reason", "error", "definition", "parent", "trace_tag");
    assertThat(task.get("retry_count")).isEqualTo(Value.of(0));
    assertThat(task.get("retry_limit")).isEqualTo(Value.of(2));
    assertThat(task.get("timeout")).isEqualTo(Json.read("1.5"));
    assertThat(task.keys())
        .contains("id", "name", "index", "batch", "status", "result", "error", "action");
    bench.fail("b");
    assertThat(done(bench.executions.details(id)).get("failed_tasks"))
        .isEqualTo(Json.read("[\"b\"]"));
  }

  @Test
  @DisplayName("S1-075, S1-128: the graph marks exactly the taken edges; the rest is not reached")
  void theGraphShowsTheWayTaken() {
    ExecutionId id = bench.start(bench.flow("", BRANCHED));
    bench.succeed("a", "b", "e");

    MapValue graph = done(bench.executions.graph(id));

    assertThat(maps(graph, "edges"))
        .filteredOn(edge -> Value.of(true).equals(edge.get("taken")))
        .extracting(edge -> edge.get("from") + "->" + edge.get("to") + " " + edge.get("kind"))
        .containsExactly("\"a\"->\"b\" \"on_success\"", "\"b\"->\"e\" \"default\"");
    assertThat(maps(graph, "edges")).hasSize(4);
    assertThat(maps(graph, "edges"))
        .filteredOn(edge -> Value.of("d").equals(edge.get("to")))
        .singleElement()
        .satisfies(edge -> {
          assertThat(edge.get("kind")).isEqualTo(Value.of("decision"));
          assertThat(edge.get("condition")).isEqualTo(Value.of("{{ 1 == 2 }}"));
        });
    List<MapValue> nodes = maps(graph, "nodes");
    assertThat(named(nodes, "c").get("state")).isEqualTo(Value.of(GraphView.NOT_REACHED));
    assertThat(named(nodes, "d").get("state")).isEqualTo(Value.of(GraphView.NOT_REACHED));
    assertThat(named(nodes, "e").get("state")).isEqualTo(Value.of("completed"));
    assertThat(named(nodes, "a").get("entry")).isEqualTo(Value.of(true));
    assertThat(done(bench.executions.tasks(id)))
        .extracting(task -> task.name())
        .containsExactly("a", "b", "e");
  }

  @Test
  @DisplayName("S1-126: the story of a three-task run, without inputs")
  void tellsTheStoryOfARun() {
    ExecutionId id =
        bench.start(
            bench.flow(
                "",
                """
                - {name: a, action: core.noop, input: {x: canary}, on_success: b}
                - {name: b, action: core.noop, on_complete: c}
                - {name: c, action: core.noop}
                """));
    bench.succeed("a");
    bench.fail("b");
    bench.succeed("c");

    assertThat(done(bench.executions.story(id)))
        .extracting(LogLine::text)
        .containsExactly(
            "workflow demo.flow started by ada",
            "task a dispatched",
            "task a completed in 1.000 s",
            "task b dispatched after a",
            "task b failed (action_failed) in 1.000 s",
            "task c dispatched after b",
            "task c completed in 1.000 s",
            "workflow demo.flow completed in 3.000 s");
  }

  @Test
  @DisplayName("S1-076: a missing action fails its task; the message names both")
  void aMissingActionFailsTheTask() {
    ExecutionId id = bench.start(bench.flow("", "- {name: a, action: core.nop}"));

    MapValue view = done(bench.executions.view(id));

    assertThat(view.get("status")).isEqualTo(Value.of("failed"));
    assertThat(maps(view, "tasks").getFirst().getOr("error", Value.nothing()).toString())
        .contains("core.nop", "core.noop", "a");
  }
}
