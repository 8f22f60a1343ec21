package dev.heddle.dialects.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong transitions, publications and graphs. The task starts in line 5, its fields in 7. */
class TransitionErrorsTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void isReportedWhereItStands(String what, String fields, String expected) {
    String task = "- name: a\n  action: core.noop\n" + fields.indent(2);
    assertThat(Flows.brief(Flows.tasks(task + "- {name: b, action: core.noop}")))
        .isEqualTo(List.of(expected.split(", ")));
  }

  static Stream<Arguments> isReportedWhereItStands() {
    return Stream.of(
        arguments("S1-011 unknown target", "on_success: c", "unknown_target 7:17"),
        arguments("S1-011 of a list", "on_failure: [b, bb]", "unknown_target 7:21"),
        arguments("S1-011 of next", "next:\n  - do: x", "unknown_target 8:13"),
        arguments("S1-011 of a default", "decision:\n  - default: x", "unknown_target 8:18"),
        arguments("a number", "on_success: 7", "wrong_type 7:17"),
        arguments("a map", "on_success: {do: b}", "wrong_type 7:17"),
        arguments("decision no list", "decision: b", "wrong_type 7:15"),
        arguments("branch no map", "decision: [b]", "wrong_type 7:16"),
        arguments("S1-014 branch without when", "decision:\n  - next: b", "missing_field 8:9"),
        arguments("branch without next", "decision:\n  - when: 'true'", "missing_field 8:9"),
        arguments(
            "S1-014 two defaults",
            "decision:\n  - default: b\n  - {default: true, next: b}",
            "duplicate_default 9:10"),
        arguments(
            "S1-014 default with when",
            "decision:\n  - {when: 'x', default: b}",
            "default_with_condition 8:10"),
        arguments("default without next", "decision:\n  - default: true", "missing_field 8:9"),
        arguments(
            "default with two targets", "decision:\n  - {default: b, next: b}", "two_targets 8:22"),
        arguments(
            "key of a branch",
            "decision:\n  - {when: 'true', to: b}",
            "missing_field 8:9, unknown_key 8:24"),
        arguments("next no list", "next: {do: b}", "wrong_type 7:11"),
        arguments("next of names", "next: [b]", "wrong_type 7:12"),
        arguments("next does nothing", "next:\n  - when: 'true'", "no_effect 8:9"),
        arguments(
            "S1-054 decision and on_success",
            "decision:\n  - default: b\non_success: b",
            "ignored_field 9:5"),
        arguments(
            "S1-056 next and others",
            "next:\n  - do: b\non_success: b\npublish: x\ndecision: []",
            "ignored_field 9:5, ignored_field 10:5, ignored_field 11:5"),
        arguments("S1-010 variable name", "publish:\n  - 'a b': 1", "invalid_name 8:9"),
        arguments("publish a number", "publish: [1]", "wrong_type 7:15"),
        arguments("publish a list in a list", "publish: [[x]]", "wrong_type 7:15"));
  }

  @Test
  @DisplayName("S1-012: a ring of two has no entry point")
  void aRingHasNoEntryPoint() {
    assertThat(
            Flows.brief(
                Flows.tasks(
                    """
                    - {name: a, action: c.n, on_success: b}
                    - {name: b, action: c.n, on_success: a}
                    """)))
        .containsExactly("no_entry_point 5:12");
  }

  @Test
  @DisplayName("S1-012: a task that only leads to itself is an entry point")
  void aTaskLeadingToItselfStarts() {
    assertThat(Flows.brief(Flows.tasks("- {name: a, action: c.n, on_failure: a}"))).isEmpty();
  }

  @Test
  @DisplayName("S1-013: an entry task beside a ring of two: one error that names the ring")
  void anIsolatedRingIsReportedOnce() {
    var diagnostics =
        Flows.tasks(
                """
                - {name: a, action: c.n}
                - {name: b, action: c.n, on_success: c}
                - {name: c, action: c.n, on_success: b}
                """)
            .diagnostics();
    assertThat(Flows.render(diagnostics))
        .containsExactly(
            "f.yaml:6:12: error: `b`, `c` can never start: only they lead to themselves"
                + " [unreachable_task]\n  hint: let a task that can start lead there");
  }

  @Test
  void aRingInsideAGroupIsReported() {
    assertThat(
            Flows.brief(
                Flows.tasks(
                    """
                    - name: g
                      type: parallel
                      tasks:
                        - {name: a, action: c.n, on_success: b}
                        - {name: b, action: c.n, on_success: a}
                    """)))
        .containsExactly("no_entry_point 8:16");
  }

  @Test
  void membersOfAnUnreachableGroupAreNotReportedAgain() {
    assertThat(
            Flows.brief(
                Flows.tasks(
                    """
                    - {name: a, action: c.n}
                    - {name: b, action: c.n, on_success: g}
                    - name: g
                      type: parallel
                      on_success: b
                      tasks:
                        - {name: c, action: c.n, on_success: d}
                        - {name: d, action: c.n}
                    """)))
        .containsExactly("unreachable_task 6:12");
  }

  @Test
  void aSlipOfAKeyOrTargetIsSuggested() {
    var diagnostics =
        Flows.tasks("- name: build\n  action: c.n\n  on_succes: build\n  on_failure: biuld")
            .diagnostics();
    assertThat(Flows.render(diagnostics))
        .containsExactly(
            "f.yaml:7:5: error: unknown key `on_succes` in task `build` [unknown_key]\n"
                + "  hint: did you mean `on_success`?",
            "f.yaml:8:17: error: `on_failure` of task `build` leads to `biuld`, but there is no"
                + " such task [unknown_target]\n  hint: did you mean `build`?");
  }
}
