package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Activation;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.Dialect;
import dev.heddle.model.Graph;
import dev.heddle.model.Node;
import dev.heddle.model.Outcome;
import dev.heddle.model.Outputs;
import dev.heddle.model.Parameters;
import dev.heddle.model.Propagation;
import dev.heddle.model.SourceSpan;
import dev.heddle.model.Transition;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The dialects in which tasks depend on others (D-08). */
class PropagationTest {

  private final Workbench bench = new Workbench();

  private static Node node(String name, Set<Outcome> on, String... targets) {
    Transition edge =
        new Transition.Edge(
            on, Optional.empty(), List.of(), List.of(targets), "depends_on", SourceSpan.NONE);
    return Node.of(name, new Work.Call("t." + name))
        .withActivation(Activation.ALL)
        .withTransitions(targets.length == 0 ? List.of() : List.of(edge));
  }

  private ExecutionId start(List<Node> nodes) {
    Workflow workflow =
        new Workflow(
            "test.steps",
            Dialect.STEPS,
            new Workflow.Description("Steps", "", "1", List.of()),
            Parameters.NONE,
            Map.of(),
            new Graph(nodes),
            Outputs.NONE,
            new Workflow.Limits(
                CancellationPolicy.CANCEL_RUNNING, Propagation.SKIPPED, Optional.empty(), 1));
    return bench.start(bench.catalog.add(workflow));
  }

  private static final Set<Outcome> SUCCESS = EnumSet.of(Outcome.SUCCEEDED);
  private static final Set<Outcome> ANY = EnumSet.allOf(Outcome.class);

  @Test
  @DisplayName("D-08: what depends on a failed task is skipped, and what depends on that")
  void dependentsAreSkipped() {
    ExecutionId run =
        start(
            List.of(
                node("a", SUCCESS, "c"),
                node("b", SUCCESS, "c"),
                node("c", SUCCESS, "d"),
                node("d", SUCCESS)));
    bench.fail("a");
    bench.succeed("b");
    assertThat(bench.rows(run))
        .containsExactlyInAnyOrder("a failed", "b completed", "c skipped", "d skipped");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  @DisplayName("D-06, D-08: a failure that may be leads on; the next waits for the others")
  void allowedFailureLeadsOn() {
    ExecutionId run =
        start(List.of(node("a", ANY, "c"), node("b", SUCCESS, "c"), node("c", SUCCESS)));
    bench.fail("a");
    assertThat(bench.rows(run)).containsExactly("a failed", "b scheduled");
    bench.succeed("b");
    assertThat(bench.running()).containsExactly("c");
    bench.succeed("c");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("D-08: 10,000 skipped tasks in a row need no deep stack")
  void deepSkips() {
    int length = 10_000;
    List<Node> chain =
        Stream.concat(
                IntStream.range(0, length).mapToObj(i -> node("t" + i, SUCCESS, "t" + (i + 1))),
                Stream.of(node("t" + length, SUCCESS)))
            .toList();
    ExecutionId run = start(chain);
    bench.fail("t0");
    assertThat(bench.store.tasks(run)).hasSize(length + 1);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.FAILED);
  }
}
