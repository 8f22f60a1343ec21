package dev.heddle.dialects.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Parameter;
import dev.heddle.model.Workflow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Security row 7: names, labels and descriptions are never rendered. */
class Sec07CanaryTest {

  private static final String CANARY = "{{7*7}}";

  @Test
  void theCanaryStaysLiteral() {
    Workflow workflow =
        Flows.workflow(
            """
            ref: p.w
            label: "{{7*7}}"
            description: "{{7*7}}"
            version: "{{7*7}}"
            tags: ["{{7*7}}"]
            parameters:
              a: {type: string, description: "{{7*7}}", default: "{{7*7}}", enum: ["{{7*7}}"]}
            tasks:
              - {name: "{{7*7}}", action: core.noop}
            """);

    assertThat(workflow.description())
        .isEqualTo(new Workflow.Description(CANARY, CANARY, CANARY, List.of(CANARY)));
    assertThat(workflow.graph().node(0).name()).isEqualTo(CANARY);
    Parameter parameter = workflow.parameters().byName().values().iterator().next();
    assertThat(parameter.description()).isEqualTo(CANARY);
    assertThat(parameter.fallback().orElseThrow()).hasToString('"' + CANARY + '"');
    assertThat(parameter.options().getFirst()).hasToString('"' + CANARY + '"');
  }
}
