package dev.heddle.postgres.chaos;

import dev.heddle.dialects.flow.FlowDialect;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.port.Throttle;
import dev.heddle.testkit.MapCatalog;
import java.util.ArrayList;
import java.util.List;

/** Flows of every shape; the same in every process, so that definition ids mean the same. */
final class ChaosFlows {

  private static final String CHILD =
      """
      ref: chaos.child
      label: Child
      version: "1"
      tasks:
        - {name: one, action: t.one, on_success: two}
        - {name: two, action: t.two}
      output_map: {two: "{{ task.two.result.n }}"}
      """;

  private static final String CHAIN =
      """
      ref: chaos.chain
      label: Chain
      version: "1"
      tasks:
        - {name: a, action: t.a, on_success: b, publish: [{n: "{{ task.a.result.n }}"}]}
        - {name: b, action: t.b, on_success: c, input: {n: "{{ vars.n }}"}}
        - {name: c, action: t.c, on_success: d}
        - {name: d, action: t.d}
      output_map: {d: "{{ task.d.result.n }}", n: "{{ vars.n }}"}
      """;

  private static final String FAN =
      """
      ref: chaos.fan
      label: Fan out and in
      version: "1"
      tasks:
        - {name: a, action: t.a, on_success: [b, c, d]}
        - {name: b, action: t.b, on_complete: e}
        - {name: c, action: t.c, on_complete: e}
        - {name: d, action: t.flaky, on_complete: e}
        - {name: e, action: t.e, join: all}
      output_map: {d: "{{ task.d.status }}", e: "{{ task.e.result.n }}"}
      """;

  private static final String EACH =
      """
      ref: chaos.each
      label: Iteration
      version: "1"
      tasks:
        - name: each
          action: t.each
          with_items: "{{ range(0, 9) }}"
          concurrency: 3
          input: {item: "{{ item }}"}
          on_success: last
        - {name: last, action: t.last}
      output_map: {all: "{{ task.each.results }}", count: "{{ task.each.success_count }}"}
      """;

  private static final String RETRY =
      """
      ref: chaos.retry
      label: Retry, sleep and loop
      version: "1"
      vars: {round: 0}
      tasks:
        - name: a
          action: t.flaky
          retry: {count: 2, delay: 0.02}
          on_success: pause
        - {name: pause, action: core.sleep, input: {seconds: 0.03}, on_success: loop}
        - name: loop
          action: t.loop
          next:
            - {when: "{{ vars.round >= 4 }}", do: z}
            - {when: "{{ vars.round < 4 }}", publish: {round: "{{ vars.round + 1 }}"}, do: loop}
        - {name: z, action: t.z}
      output_map: {rounds: "{{ vars.round }}", z: "{{ task.z.result.n }}"}
      """;

  private static final String NEST =
      """
      ref: chaos.nest
      label: Nested
      version: "1"
      tasks:
        - {name: before, action: t.before, on_success: [left, right, group]}
        - {name: left, action: chaos.child, on_success: after}
        - {name: right, action: chaos.child, on_success: after}
        - name: group
          type: parallel
          tasks:
            - {name: g1, action: t.g1}
            - {name: g2, action: t.g2}
          on_success: after
        - {name: after, action: t.after, join: all}
      output_map: {left: "{{ task.left.result.two }}", group: "{{ task.group.result }}"}
      """;

  private static final String LONG =
      """
      ref: chaos.long
      label: A step and a pause, again and again
      version: "1"
      max_activations: 1000
      vars: {round: 0}
      tasks:
        - {name: begin, action: t.begin, on_success: step}
        - {name: step, action: t.step, on_success: pause}
        - name: pause
          action: core.sleep
          input: {seconds: 0.9}
          next:
            - {when: "{{ vars.round >= ROUNDS }}", do: last}
            - {when: "{{ vars.round < ROUNDS }}", publish: {round: "{{ vars.round + 1 }}"}, do: step}
        - {name: last, action: t.last}
      output_map: {rounds: "{{ vars.round }}"}
      """;

  /** Calls one action that falls under a policy, counted by key. */
  private static final String LIMITED =
      """
      ref: chaos.limitedLIMIT
      label: Under a limit
      version: "1"
      tasks:
        - name: first
          action: t.limitedLIMIT
          input: {key: odd}
          on_success: second
        - {name: second, action: t.limitedLIMIT, input: {key: even}}
      """;

  /** The limits there are flows for, and the definition of the first. */
  static final List<Integer> LIMITS = List.of(1, 5, 50);

  static final int LIMITED_DEFINITION = 8;

  /** The policy of the flow under a limit. */
  static String policy(int limit) {
    return "chaos.limit" + limit;
  }

  /** How often the long flow goes round. */
  static final int ROUNDS = Integer.getInteger("heddle.chaos.rounds", 12);

  /** The definition of the long flow, which is not among the {@link #count} shapes. */
  static final int LONG_DEFINITION = 7;

  private static final List<String> SHAPES = List.of(CHILD, CHAIN, FAN, EACH, RETRY, NEST);

  private ChaosFlows() {}

  /** How many shapes there are; their definitions count from 1. */
  static int count() {
    return SHAPES.size();
  }

  static MapCatalog catalog() {
    MapCatalog catalog = new MapCatalog();
    List<String> all = new ArrayList<>(SHAPES);
    all.add(LONG.replace("ROUNDS", String.valueOf(ROUNDS)));
    for (int limit : LIMITS) {
      all.add(LIMITED.replace("LIMIT", String.valueOf(limit)));
      catalog.throttle(
          "t.limited" + limit,
          new Throttle(policy(limit), limit == 5 ? List.of("key") : List.of()));
    }
    for (String flow : all) {
      switch (FlowDialect.compile(new SourceText("chaos.yaml", flow))) {
        case Compilation.Compiled compiled -> catalog.add(compiled.workflow());
        case Compilation.Refused refused ->
            throw new IllegalStateException(String.valueOf(refused.diagnostics()));
      }
    }
    return catalog;
  }
}
