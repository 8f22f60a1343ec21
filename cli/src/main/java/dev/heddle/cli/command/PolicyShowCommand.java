package dev.heddle.cli.command;

import dev.heddle.cli.output.Table;
import dev.heddle.cli.output.Table.Cell;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.engine.port.ClaimStore;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Claim;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.platform.policies.Policies;
import dev.heddle.platform.policies.PolicyView;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle policy show}. */
@Command(
    addMethodSubcommands = false,
    name = "show",
    description = "Shows a policy, who holds its slots and who waits for one.",
    footer = {"", "Examples:", "  heddle policy show my_pack.one_at_a_time"})
public final class PolicyShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The policy.")
  private String ref;

  public PolicyShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Wiring wiring = context.openToLook()) {
      Policies.Listed found = RefusedException.valueOf(wiring.policies().find(ref));
      ClaimStore.Queue queue = wiring.policies().queue(ref);
      if (context.options().isDocument()) {
        context.print(PolicyView.details(found, queue));
      } else {
        show(found, queue);
      }
    }
    return ExitCodes.COMPLETED;
  }

  private void show(Policies.Listed found, ClaimStore.Queue queue) {
    context.print(
        ref
            + " for "
            + PolicyListCommand.scope(found.policy().scope())
            + ": "
            + PolicyListCommand.limits(found.policy())
            + (found.policy().enabled() ? "" : " (disabled)"));
    context.print(queue.held() + " in use, " + queue.queued() + " waiting");
    if (queue.held() + queue.queued() == 0) {
      return;
    }
    Table table = new Table("WHO", "STATE", "SINCE", "KEY");
    queue
        .holders()
        .forEach(holder -> row(table, holder.claim(), "in use", holder.since().toString()));
    queue
        .waiting()
        .forEach(claim ->
            row(table, claim, "waits", claim.at().truncatedTo(ChronoUnit.SECONDS).toString()));
    context.print(table);
  }

  private static void row(Table table, Claim claim, String state, String since) {
    TaskKey task = claim.task();
    String who =
        task == null
            ? claim.execution().toString()
            : new AttemptId(claim.execution(), task).toString();
    table.row(List.of(Cell.of(who), Cell.of(state), Cell.of(since), Cell.of(claim.key())));
  }
}
