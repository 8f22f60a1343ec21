package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Parameters;
import dev.heddle.model.PermissionSets;
import dev.heddle.model.ResultSchema;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.Starter;
import dev.heddle.model.placement.Placement;
import dev.heddle.values.MapValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which permissions the token of a program gets: S1-168. */
final class PermissionSetsTest {

  private final Workbench bench = new Workbench();

  private void action(PermissionSets permissions) {
    bench.catalog.add(
        new Action(
            "test.program",
            "",
            "",
            true,
            Parameters.ANY,
            ResultSchema.ANY,
            new Executor.Program(
                Executor.Runner.SHELL,
                Path.of("/program.sh"),
                Path.of("/"),
                Map.of(),
                Executor.Delivery.STDIN,
                Executor.ParameterFormat.JSON,
                Executor.OutputFormat.TEXT),
            Optional.empty(),
            Placement.ANYWHERE,
            permissions));
  }

  private ExecutionId start(String sets) {
    return bench.start(
        bench.tasks(
            """
            - {name: a, action: test.program, on_failure: handler%s}
            - {name: handler, action: core.noop}
            """
                .formatted(sets)));
  }

  @ParameterizedTest
  @DisplayName("S1-168: omitted → the action's default; null or empty → none; a text or a list")
  @CsvSource(
      delimiter = '|',
      value = {
        "                                          |        | standard",
        "                                          | viewer | viewer",
        ", permission_set_refs: [shop, standard]   | viewer | shop+standard",
        ", permission_set_refs: shop               | viewer | shop",
        ", permission_set_refs: null               | viewer | ''",
        ", permission_set_refs: []                 | viewer | ''",
      })
  void theTaskCountsThenTheActionThenTheStandard(String ofTask, String ofAction, String expected) {
    action(new PermissionSets(Optional.ofNullable(ofAction).map(List::of)));

    start(ofTask == null ? "" : ofTask);

    assertThat(String.join("+", bench.assignment("a").permissionSets())).isEqualTo(expected);
  }

  @Test
  @DisplayName("S1-168 AT: a set the starter may not hand on fails the task")
  void anUndelegableSetFailsTheTask() {
    action(PermissionSets.UNSAID);
    bench.catalog.withhold("admin");

    ExecutionId run = start(", retry: {count: 3}, permission_set_refs: [viewer, admin]");

    assertThat(bench.attempts(run, "a")).hasSize(1);
    assertThat(bench.attempts(run, "a").getFirst().failure())
        .isEqualTo(
            Failure.of(
                "forbidden",
                "Task a asks for permissions that whoever started this (tester) may not hand on:"
                    + " admin"));
    bench.succeed("handler");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  void onlyProgramsGetAToken() {
    bench.start(bench.tasks("- {name: a, action: core.noop, permission_set_refs: [viewer]}"));

    assertThat(bench.assignment("a").permissionSets()).isEmpty();
  }

  @Test
  @DisplayName("S1-149: programs get the sets of the rule that started them, nested and again, too")
  void aRulesSetsAreTheDefault() {
    action(PermissionSets.UNSAID);
    bench.flow(
        "{ref: test.child, label: C, version: '1', tasks: [{name: b, action: test.program}]}");
    long parent =
        bench.tasks(
            """
            - {name: a, action: test.program}
            - {name: call, action: test.child}
            - {name: said, action: test.program, permission_set_refs: [standard]}
            """);
    Execution.Origin origin =
        Execution.Origin.of(new Starter("tester", List.of("viewer", "shop")), null, Map.of());
    var run = bench.engine().start(parent, MapValue.EMPTY, origin);
    bench.engine().settle();
    for (String task : List.of("a", "b")) {
      assertThat(bench.assignment(task).permissionSets()).containsExactly("viewer", "shop");
    }
    assertThat(bench.assignment("said").permissionSets()).containsExactly("standard");

    bench.fail("a", "b");
    bench.succeed("said");
    bench.retry(run.join().id());
    bench.restart();
    for (String task : List.of("a", "b")) {
      assertThat(bench.assignment(task).permissionSets()).containsExactly("viewer", "shop");
    }
  }
}
