package dev.heddle.dialects.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Workflow;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The golden example that has every field once. */
class EverythingTest {

  private static final String TEXT = Flows.resource("everything.yaml");

  @Test
  void isLoweredToThis() {
    Workflow workflow = Flows.workflow(TEXT);

    assertThat(Flows.compile(TEXT).diagnostics()).isEmpty();
    assertThat(Outline.of(workflow))
        .isEqualTo(
            """
            check = a.check
              decision [SUCCEEDED] when result().ok -> fan ask else loop
              on_failure [FAILED] -> loop
              on_timeout [TIMED_OUT] -> loop
            fan = group(left, right)
              on_complete [SUCCEEDED, FAILED, TIMED_OUT] -> loop
            left in fan = a.left
              on_success [SUCCEEDED] -> right
            right in fan = a.right
            ask = Inquiry[]
              on_success [SUCCEEDED] -> loop
            loop = a.loop
              next [SUCCEEDED, FAILED, TIMED_OUT] when succeeded() and vars.count < 3 publish count -> loop
              next [SUCCEEDED, FAILED, TIMED_OUT] when {{ failed() or timed_out() }} -> last
              next [SUCCEEDED, FAILED, TIMED_OUT] -> last
            last = Wait[]
            """);
    assertThat(Flows.node(workflow, "left").input())
        .hasToString("{\"all\":\"{{ item }}\",\"at\":\"{{ index }}\"}");
    assertThat(Flows.node(workflow, "left").retry().onError().orElseThrow())
        .hasToString("task.left.error.type != 'mismatch' and not timed_out()");
    assertThat(Flows.node(workflow, "check").guard().orElseThrow())
        .hasToString("{{ parameters.regions | length > 0 }}");
    assertThat(workflow.vars().values().stream().map(Object::toString))
        .containsExactly("0", "{\"a\":1,\"b\":[true,null,1.5]}", "{\"a\":1,\"b\":[true,null,1.5]}");
  }

  @Test
  @DisplayName("S1-045: a task has exactly these fields")
  void aTaskHasExactlyTheseFields() {
    assertThat(FlowKeys.TASK)
        .containsExactlyInAnyOrder(
            ("name action type tasks input publish on_success on_failure on_complete on_timeout"
                    + " decision next with_items batch_size batch_mode concurrency retry timeout"
                    + " when join delay permission_set_refs worker_selector worker_tolerations"
                    + " worker_affinity wait_for __chart_meta__")
                .split(" ", -1));
  }
}
