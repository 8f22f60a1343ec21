package dev.heddle.dialects.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong tasks: code and place of every message. The first task starts in line 5, column 5. */
class TaskErrorsTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource({"names", "actions", "groups", "iterations", "retries", "inquiries", "joins"})
  void isReportedWhereItStands(String what, String tasks, String expected) {
    assertThat(Flows.brief(Flows.tasks(tasks))).isEqualTo(List.of(expected.split(", ")));
  }

  static Stream<Arguments> names() {
    return Stream.of(
        arguments("S1-010 no name", "- action: core.noop", "missing_field 5:5"),
        arguments("S1-010 blank name", "- name: ' '\n  action: core.noop", "missing_field 5:11"),
        arguments("S1-010 number as name", "- name: 7\n  action: core.noop", "wrong_type 5:11"),
        arguments(
            "S1-010 same name twice",
            "- {name: a, action: core.noop}\n- {name: a, action: core.noop}",
            "duplicate_task 6:12"),
        arguments("S1-010 parameters", "- {name: parameters, action: c.n}", "reserved_name 5:12"),
        arguments("S1-010 vars", "- {name: vars, action: c.n}", "reserved_name 5:12"),
        arguments("S1-010 task", "- {name: task, action: c.n}", "reserved_name 5:12"),
        arguments("S1-010 system", "- {name: system, action: c.n}", "reserved_name 5:12"),
        arguments("S1-010 kv", "- {name: kv, action: c.n}", "reserved_name 5:12"),
        arguments("S1-010 pack", "- {name: pack, action: c.n}", "reserved_name 5:12"),
        arguments("S1-010 item", "- {name: item, action: c.n}", "reserved_name 5:12"),
        arguments("S1-010 batch", "- {name: batch, action: c.n}", "reserved_name 5:12"),
        arguments("S1-010 index", "- {name: index, action: c.n}", "reserved_name 5:12"),
        arguments("S1-010 workflow", "- {name: workflow, action: c.n}", "reserved_name 5:12"),
        arguments("S1-010 inquiry", "- {name: inquiry, action: c.n}", "reserved_name 5:12"),
        arguments("S1-010 config", "- {name: config, action: c.n}", "reserved_name 5:12"),
        arguments("S1-010 keystore", "- {name: keystore, action: c.n}", "reserved_name 5:12"),
        arguments("S1-010 line break", "- {name: \"a\\nb\", action: c.n}", "invalid_name 5:12"),
        arguments(
            "S1-010 too long",
            "- {name: " + "x".repeat(256) + ", action: c.n}",
            "invalid_name 5:12"),
        arguments("a text for a task", "- core.noop", "wrong_type 5:5"),
        arguments(
            "S1-016 unknown key",
            "- name: a\n  action: core.noop\n  on_succes: b",
            "unknown_key 7:5"));
  }

  static Stream<Arguments> actions() {
    return Stream.of(
        arguments("S1-045 no action", "- name: a", "missing_field 5:5"),
        arguments("S1-010 one part", "- {name: a, action: noop}", "invalid_ref 5:23"),
        arguments("S1-010 empty part", "- {name: a, action: core.}", "invalid_ref 5:23"),
        arguments("S1-010 empty middle", "- {name: a, action: core..x}", "invalid_ref 5:23"),
        arguments("template as ref", "- {name: a, action: '{{ vars.x }}'}", "invalid_ref 5:23"),
        arguments("unknown type", "- {name: a, action: c.n, type: paralel}", "unknown_value 5:34"),
        arguments("input no map", "- {name: a, action: c.n, input: [1]}", "wrong_type 5:35"),
        arguments("timeout zero", "- {name: a, action: c.n, timeout: 0}", "out_of_range 5:37"),
        arguments("timeout text", "- {name: a, action: c.n, timeout: soon}", "wrong_type 5:37"),
        arguments("delay negative", "- {name: a, action: c.n, delay: -1}", "out_of_range 5:35"),
        arguments("delay endless", "- {name: a, action: c.n, delay: 1e300}", "out_of_range 5:35"),
        arguments(
            "S1-171 iterate_cache",
            "- name: a\n  action: c.n\n  iterate_cache: {}",
            "not_supported 7:5"),
        arguments(
            "S1-168 wrong permission sets",
            """
            - name: a
              action: c.n
              permission_set_refs: [p.s, 1]
              worker_selector: {zone: a}
              worker_tolerations: []
              worker_affinity: {}
            """,
            "wrong_type 7:32"),
        arguments(
            "S1-169 wrong shapes of placements",
            """
            - name: a
              action: c.n
              worker_selector: x
              worker_tolerations: {}
            """,
            "wrong_type 7:22, wrong_type 8:25"));
  }

  static Stream<Arguments> groups() {
    return Stream.of(
        arguments("S1-081 no tasks", "- name: g\n  type: parallel", "empty_group 5:11"),
        arguments("S1-081 empty", "- name: g\n  type: parallel\n  tasks: []", "empty_group 7:12"),
        arguments("tasks no list", "- {name: g, type: parallel, tasks: {}}", "wrong_type 5:38"),
        arguments(
            "group with input, with_items, retry, timeout and action",
            """
            - name: g
              type: parallel
              action: c.n
              input: {}
              with_items: [1]
              retry: {count: 1}
              timeout: 5
              tasks:
                - {name: a, action: c.n}
            """,
            "not_for_groups 7:5, not_for_groups 8:5, not_for_groups 9:5, not_for_groups 10:5,"
                + " not_for_groups 11:5"),
        arguments(
            "tasks without type",
            "- name: g\n  tasks:\n    - {name: a, action: c.n}",
            "tasks_outside_group 6:5"),
        arguments(
            "S1-080 member leads out",
            """
            - name: g
              type: parallel
              tasks:
                - {name: a, action: c.n, on_success: b}
            - {name: b, action: c.n}
            """,
            "target_outside_group 8:44"),
        arguments(
            "S1-080 outer task leads in",
            """
            - name: g
              type: parallel
              tasks:
                - {name: a, action: c.n}
            - {name: b, action: c.n, on_success: a}
            """,
            "target_outside_group 9:40"),
        arguments(
            "S1-079 member named like an outer task",
            """
            - name: g
              type: parallel
              tasks:
                - {name: g, action: c.n}
            """,
            "duplicate_task 8:16"));
  }

  static Stream<Arguments> iterations() {
    return Stream.of(
        arguments(
            "S1-014 batch_size 0", item("batch_size: 0, batch_mode: wave"), "out_of_range 5:57"),
        arguments("S1-014 concurrency 0", item("concurrency: 0"), "out_of_range 5:58"),
        arguments("S1-014 concurrency 1.5", item("concurrency: 1.5"), "wrong_type 5:58"),
        arguments("D-11 no batch_mode", item("batch_size: 5"), "batch_mode_unclear 5:45"),
        arguments("unknown mode", item("batch_size: 2, batch_mode: lst"), "unknown_value 5:72"),
        arguments("mode without size", item("batch_mode: list"), "missing_field 5:45"),
        arguments(
            "null list",
            "- {name: a, action: c.n, with_items: null}",
            "with_items_not_a_list 5:28"),
        arguments("no with_items", "- {name: a, action: c.n, batch_size: 2}", "missing_field 5:28"),
        arguments(
            "item outside an iteration",
            "- {name: a, action: c.n, input: {x: '{{ item }}'}}",
            "unknown_name 5:43"),
        arguments(
            "item in with_items",
            "- {name: a, action: c.n, with_items: '{{ item }}'}",
            "unknown_name 5:44"),
        arguments("index in a guard", item("when: index > 1"), "unknown_name 5:51"));
  }

  private static String item(String more) {
    return "- {name: a, action: c.n, with_items: [1], " + more + "}";
  }

  static Stream<Arguments> retries() {
    return Stream.of(
        arguments("S1-014 count 0", retry("count: 0"), "out_of_range 5:43"),
        arguments("S1-014 count 101", retry("count: 101"), "out_of_range 5:43"),
        arguments("no count", retry("delay: 1"), "missing_field 5:35"),
        arguments(
            "S1-014 max_delay < delay",
            retry("count: 1, delay: 10, max_delay: 5"),
            "invalid_retry 5:68"),
        arguments("S1-093 backoff", retry("count: 1, backoff: expo"), "unknown_value 5:55"),
        arguments("S1-094 jitter", retry("count: 1, jitter: 1.5"), "out_of_range 5:54"),
        arguments("unknown key", retry("count: 1, delays: 1"), "unknown_key 5:46"),
        arguments(
            "S1-095 item in on_error of a task that does not iterate",
            retry("count: 1, on_error: \"{{ item == 1 }}\""),
            "unknown_name 5:60"),
        arguments("a number", "- {name: a, action: c.n, retry: 3}", "wrong_type 5:35"));
  }

  private static String retry(String fields) {
    return "- {name: a, action: c.n, retry: {" + fields + "}}";
  }

  static Stream<Arguments> inquiries() {
    return Stream.of(
        arguments("S1-100 no prompt", "- {name: a, action: core.inquiry}", "missing_field 5:5"),
        arguments(
            "S1-101 no prompt",
            "- {name: a, action: core.ask, input: {x: 1}}",
            "missing_field 5:33"),
        arguments(
            "S1-110 wait_for in an iteration",
            item("wait_for: {inquiry: '{{ task.a.result }}'}"),
            "wait_for_not_allowed 5:45"),
        arguments(
            "S1-110 wait_for of a group",
            """
            - name: g
              type: parallel
              wait_for: {inquiry: '{{ vars.x }}'}
              tasks:
                - {name: a, action: c.n}
            """,
            "not_for_groups 7:5"),
        arguments(
            "S1-110 no inquiry", "- {name: a, action: c.n, wait_for: {}}", "missing_field 5:38"));
  }

  static Stream<Arguments> joins() {
    return Stream.of(
        arguments(
            "join word",
            "- {name: a, action: c.n, join: al}",
            "no_effect 5:12, unknown_value 5:34"),
        arguments("join 0", "- {name: a, action: c.n, join: 0}", "out_of_range 5:34"),
        arguments("join of a first task", "- {name: a, action: c.n, join: all}", "no_effect 5:12"),
        arguments(
            "S1-064 more than lead to it",
            "- {name: a, action: c.n, on_success: b}\n- {name: b, action: c.n, join: 2}",
            "join_unsatisfiable 6:12"));
  }
}
