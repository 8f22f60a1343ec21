package dev.heddle.dialects.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.Activation;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.Durability;
import dev.heddle.model.Iteration.BatchMode;
import dev.heddle.model.Node;
import dev.heddle.model.Outcome;
import dev.heddle.model.Outputs;
import dev.heddle.model.SourceSpan;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import dev.heddle.values.MapValue;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What tasks become in the model; the picture of {@link Outline} is the golden form. */
class LoweringTest {

  private static final String REST = "\n- {name: b, action: c.n}\n- {name: c, action: c.n}";

  private static Node task(String fields) {
    String task = "- name: a\n  action: core.noop\n" + fields.indent(2) + REST.strip();
    return Flows.node(Flows.workflowOf(task), "a");
  }

  private static String transitions(String fields) {
    return Outline.transitions(task(fields));
  }

  @Test
  @DisplayName("S1-047, S1-051: on_success with one target and with two")
  void onSuccessLeadsToOneOrMore() {
    assertThat(transitions("on_success: b")).isEqualTo("on_success [SUCCEEDED] -> b");
    assertThat(transitions("on_success: [b, c, b]")).isEqualTo("on_success [SUCCEEDED] -> b c");
  }

  @Test
  @DisplayName("S1-048: on_failure takes timeouts unless on_timeout is there")
  void onFailureTakesTimeouts() {
    assertThat(transitions("on_failure: b")).isEqualTo("on_failure [FAILED, TIMED_OUT] -> b");
    assertThat(transitions("on_failure: b\non_timeout: c"))
        .isEqualTo("on_failure [FAILED] -> b\non_timeout [TIMED_OUT] -> c");
  }

  @Test
  @DisplayName("S1-049: on_complete holds on every outcome, beside on_success")
  void onCompleteHoldsAlways() {
    assertThat(transitions("on_complete: c\non_success: b"))
        .isEqualTo("on_success [SUCCEEDED] -> b\non_complete [SUCCEEDED, FAILED, TIMED_OUT] -> c");
  }

  @Test
  @DisplayName("S1-052, S1-053: a decision is one choice on success, in both forms of default")
  void aDecisionIsAChoice() {
    String choice = "decision [SUCCEEDED] when vars.x -> b else c";
    assertThat(transitions("publish: x\ndecision:\n  - {when: vars.x, next: b}\n  - default: c"))
        .isEqualTo(choice);
    assertThat(
            transitions(
                """
                publish: x
                decision:
                  - when: "{{ vars.x }}"
                    next: [b]
                  - {default: true, next: c}
                """))
        .isEqualTo(choice.replace("vars.x", "{{ vars.x }}"));
  }

  @Test
  @DisplayName("S1-054: decision and on_success: the decision wins")
  void aDecisionWinsOverOnSuccess() {
    assertThat(transitions("decision: [{default: c}]\non_success: b\non_failure: b"))
        .isEqualTo("decision [SUCCEEDED] else c\non_failure [FAILED, TIMED_OUT] -> b");
  }

  @Test
  @DisplayName("S1-055, S1-057: next entries keep their order, conditions and publications")
  void nextIsAListOfEdges() {
    assertThat(
            transitions(
                """
                next:
                  - when: succeeded() and result().ok
                    publish: [{x: 1}]
                    do: b
                  - do: [b, c]
                  - publish: {y: "{{ vars.x }}"}
                """))
        .isEqualTo(
            """
            next [SUCCEEDED, FAILED, TIMED_OUT] when succeeded() and result().ok publish x -> b
            next [SUCCEEDED, FAILED, TIMED_OUT] -> b c
            next [SUCCEEDED, FAILED, TIMED_OUT] publish y ->\
            """);
  }

  @Test
  @DisplayName("S1-056: beside next, the older fields are ignored")
  void nextWinsOverLegacyFields() {
    Node node = task("on_success: c\npublish: x\nnext:\n  - do: b");
    assertThat(Outline.transitions(node)).isEqualTo("next [SUCCEEDED, FAILED, TIMED_OUT] -> b");
    assertThat(node.publish()).isEmpty();
  }

  @Test
  @DisplayName("S1-059: publish as a list of maps, one map, or bare names")
  void publishHasThreeForms() {
    for (String form : new String[] {"[{x: 1}, y]", "{x: 1, y: 2}", "[x, y]"}) {
      assertThat(task("publish: " + form).publish())
          .extracting(publication -> publication.variable())
          .containsExactly("x", "y");
    }
  }

  @Test
  @DisplayName("S1-061: task-level publish applies on failures only with an unconditional path")
  void publishOnFollowsThePaths() {
    assertThat(task("publish: x\non_failure: b").publishOn()).containsExactly(Outcome.SUCCEEDED);
    assertThat(task("publish: x\non_complete: b").publishOn())
        .containsExactlyInAnyOrder(Outcome.values());
  }

  @Test
  @DisplayName("S1-064: join is a barrier of all or of a number")
  void joinIsAnActivation() {
    Workflow workflow =
        Flows.workflowOf(
            """
            - {name: a, action: c.n, on_success: [x, y, z]}
            - {name: b, action: c.n, on_success: [x, y, z]}
            - {name: x, action: c.n, join: all}
            - {name: y, action: c.n, join: 2}
            - {name: z, action: c.n, join: 1}
            """);
    assertThat(Flows.node(workflow, "x").activation()).isEqualTo(Activation.ALL);
    assertThat(Flows.node(workflow, "y").activation()).isEqualTo(new Activation.Count(2));
    assertThat(Flows.node(workflow, "z").activation()).isEqualTo(Activation.FIRST);
  }

  @Test
  @DisplayName("S1-092, S1-098: retry, timeout and delay in seconds or with a unit")
  void timesAreSeconds() {
    Node node =
        task(
            """
            timeout: 1.5
            delay: 2m
            retry: {count: 3, delay: 10, backoff: exponential, max_delay: 1h, jitter: 0.2}
            """);
    assertThat(node.timing().timeout()).contains(Duration.ofMillis(1500));
    assertThat(node.timing().delay()).isEqualTo(Duration.ofMinutes(2));
    assertThat(node.retry().count()).isEqualTo(3);
    assertThat(node.retry().delayBefore(3)).isEqualTo(Duration.ofSeconds(40));
    assertThat(node.retry().maxDelay()).contains(Duration.ofHours(1));
    assertThat(node.retry().jitter()).isEqualTo(0.2);
  }

  @Test
  @DisplayName("S1-085, S1-086: iterations with concurrency and batches")
  void anIterationHasAWindow() {
    assertThat(task("with_items: [1]").iteration().orElseThrow().window()).isEqualTo(1);
    assertThat(
            task("with_items: '{{ vars.v }}'\npublish: v\nbatch_size: 5\nbatch_mode: wave")
                .iteration()
                .orElseThrow()
                .window())
        .isEqualTo(5);
    assertThat(
            task("with_items: [1]\nbatch_size: 5\nbatch_mode: list\nconcurrency: 2")
                .iteration()
                .orElseThrow()
                .mode())
        .isEqualTo(BatchMode.LIST);
  }

  @Test
  @DisplayName("S1-100, S1-101, S1-112: inquiries, pauses and calls")
  void worksFollowTheAction() {
    Workflow workflow =
        Flows.workflowOf(
            """
            - {name: a, action: core.inquiry, input: {prompt: ok?}, timeout: 3600}
            - {name: b, action: core.ask, input: {prompt: ok?, response_schema: {ok: {type: boolean}}}}
            - {name: c, action: core.sleep, input: {seconds: 1}}
            - {name: d, action: infra.full_stack_workflow, type: workflow}
            """);
    assertThat(workflow.graph().nodes())
        .extracting(Node::work)
        .containsExactly(
            new Work.Inquiry(),
            new Work.Inquiry(),
            new Work.Wait(),
            new Work.Call("infra.full_stack_workflow", new SourceSpan("f.yaml", 8, 23)));
  }

  @Test
  @DisplayName("S1-077, S1-080: groups nest and stand before their members")
  void groupsNest() {
    Workflow workflow =
        Flows.workflowOf(
            """
            - name: g
              type: parallel
              on_success: z
              tasks:
                - {name: a, action: c.n, on_success: h}
                - name: h
                  type: parallel
                  tasks:
                    - {name: b, action: c.n, with_items: [1], retry: {count: 1}, timeout: 1}
            - {name: z, action: c.n}
            """);
    assertThat(Outline.of(workflow))
        .isEqualTo(
            """
            g = group(a, h)
              on_success [SUCCEEDED] -> z
            a in g = c.n
              on_success [SUCCEEDED] -> h
            h in g = group(b)
            b in h = c.n
            z = c.n
            """);
  }

  @Test
  @DisplayName("S1-003: the two-file layout gives the same workflow as one file")
  void twoFilesMakeOne() {
    String head = "ref: p.w\nlabel: L\ntags: [t]\nparameters: {x: {type: string}}\n";
    String graph =
        "version: '1'\ntasks:\n  - {name: a, action: c.n, input: {x: '{{ parameters.x }}'}}\n";

    Compilation two =
        FlowDialect.compile(
            new SourceText("actions/w.yaml", head + "workflow_file: workflows/w.workflow.yaml"),
            new SourceText("actions/workflows/w.workflow.yaml", graph));
    Compilation one = Flows.compile(head + graph);

    assertThat(two.diagnostics()).isEmpty();
    assertThat(document(two)).isEqualTo(document(one));
    Workflow workflow = ((Compilation.Compiled) two).workflow();
    assertThat(Outline.of(workflow)).isEqualTo(Outline.of(((Compilation.Compiled) one).workflow()));
    assertThat(workflow.graph().node(0).span())
        .hasToString("actions/workflows/w.workflow.yaml:3:12");
  }

  @Test
  @DisplayName("S1-003: fields in the wrong one of the two files are reported in their file")
  void twoFilesKeepToTheirFields() {
    Compilation two =
        FlowDialect.compile(
            new SourceText("a.yaml", "ref: p.w\nlabel: L\ntasks: []"),
            new SourceText("g.yaml", "version: '1'\nref: p.x\ntasks: [{name: a, action: c.n}]"));

    assertThat(two.diagnostics())
        .extracting(diagnostic -> diagnostic.span() + " " + diagnostic.code())
        .containsExactly("a.yaml:3:1 unknown_key", "g.yaml:2:1 unknown_key");
  }

  @Test
  @DisplayName("S1-002, S1-016: the stored document compiles to an equal workflow, chart data kept")
  void aStoredDocumentCompilesAgain() {
    String text =
        Flows.resource("deploy.yaml").replace("on_failure: cleanup", "__chart_meta__: {x: 1.5}")
            + "tags: [a]\ntimeout: 60\n";
    Compilation.Compiled first = (Compilation.Compiled) Flows.compile(text);
    Compilation.Compiled again =
        (Compilation.Compiled) FlowDialect.compile("stored", first.document());

    assertThat(again.document()).isEqualTo(first.document());
    assertThat(first.document().toString()).contains("\"__chart_meta__\":{\"x\":1.5}");
    assertThat(Outline.of(again.workflow())).isEqualTo(Outline.of(first.workflow()));
    assertThat(again.workflow().parameters()).isEqualTo(first.workflow().parameters());
    assertThat(again.workflow().limits()).isEqualTo(first.workflow().limits());
    assertThat(again.workflow().description()).isEqualTo(first.workflow().description());
    assertThat(again.workflow().graph().node(0).span()).hasToString("stored#/tasks/0/name");
  }

  @Test
  @DisplayName("S1-016: chart data is allowed in next entries and branches")
  void chartDataIsAllowedInTransitions() {
    assertThat(transitions("next: [{do: b, __chart_meta__: {color: red}}]")).contains("-> b");
    assertThat(transitions("decision: [{default: b, __chart_meta__: 1}]")).contains("else b");
  }

  @Test
  void theHeaderIsCarried() {
    Workflow workflow =
        Flows.workflow(
            Flows.HEAD
                + """
                description: D
                tags: [a, b]
                timeout: 2
                max_activations: 5
                cancellation_policy: cancel_running
                durability: relaxed
                vars: {n: null, m: 1}
                output_map: {x: "{{ vars.n }}"}
                output: {x: {type: string}}
                tasks: [{name: a, action: c.n}]
                """);
    assertThat(workflow.ref()).isEqualTo("p.w");
    assertThat(workflow.description())
        .isEqualTo(new Workflow.Description("L", "D", "1", java.util.List.of("a", "b")));
    assertThat(workflow.limits().timeout()).contains(Duration.ofSeconds(2));
    assertThat(workflow.limits().maxActivations()).isEqualTo(5);
    assertThat(workflow.limits().cancellation()).isEqualTo(CancellationPolicy.CANCEL_RUNNING);
    assertThat(workflow.durability()).isEqualTo(Durability.RELAXED);
    assertThat(workflow.vars().keySet()).containsExactly("n", "m");
    assertThat(workflow.outputs()).isInstanceOf(Outputs.Mapped.class);
  }

  private static Map<String, ?> document(Compilation compilation) {
    MapValue document = ((Compilation.Compiled) compilation).document();
    return document.entries();
  }
}
