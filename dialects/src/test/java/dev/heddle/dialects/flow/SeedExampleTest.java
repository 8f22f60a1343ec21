package dev.heddle.dialects.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.model.Activation;
import dev.heddle.model.Node;
import dev.heddle.model.Workflow;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The long example of the seed (S1-011, D-16). */
class SeedExampleTest {

  private static final String SEED = Flows.resource("deploy.yaml");
  private static final String CLEANUP = "\n  - name: cleanup\n    action: docker.prune\n";

  @Test
  @DisplayName("S1-011: exactly one error, which names build_image and cleanup")
  void asPrintedItHasExactlyOneError() {
    List<Diagnostic> diagnostics = Flows.compile(SEED).diagnostics();

    assertThat(Flows.render(diagnostics))
        .containsExactly(
            "f.yaml:37:17: error: `on_failure` of task `build_image` leads to `cleanup`, but there"
                + " is no such task [unknown_target]\n"
                + "  hint: known: create_deployment, build_image, deploy, health_check, rollback,"
                + " notify_success, notify_failure");
  }

  @Test
  @DisplayName("S1-011: with cleanup added it registers")
  void withTheMissingTaskItCompiles() {
    Workflow workflow = Flows.workflow(SEED.replace("\noutput_map:", CLEANUP + "\noutput_map:"));

    assertThat(workflow.graph().nodes())
        .extracting(Node::name)
        .containsExactly(
            "create_deployment",
            "build_image",
            "deploy",
            "health_check",
            "rollback",
            "notify_success",
            "notify_failure",
            "cleanup");
    assertThat(workflow.graph().entryPoints()).containsExactly(0);
    assertThat(workflow.vars().keySet()).containsExactly("deployment_id", "health_url");
    assertThat(workflow.parameters().byName().keySet())
        .containsExactly("app_name", "version", "environment");
    assertThat(workflow.parameters().byName())
        .hasEntrySatisfying(
            "environment",
            environment ->
                assertThat(environment.options())
                    .containsExactly(Value.of("dev"), Value.of("staging"), Value.of("production")));
    Node health = Flows.node(workflow, "health_check");
    assertThat(health.retry().count()).isEqualTo(5);
    assertThat(health.retry().delay()).isEqualTo(Duration.ofSeconds(10));
    assertThat(Flows.node(workflow, "rollback").activation()).isEqualTo(Activation.FIRST);
  }
}
