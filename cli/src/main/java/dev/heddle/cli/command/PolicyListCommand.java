package dev.heddle.cli.command;

import dev.heddle.cli.output.Table;
import dev.heddle.cli.output.Table.Cell;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.model.policy.Policy;
import dev.heddle.model.policy.Policy.Scope;
import dev.heddle.platform.policies.Policies;
import dev.heddle.platform.policies.PolicyView;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle policy list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the policies.",
    footer = {"", "Examples:", "  heddle policy list", "  heddle policy list --output json"})
public final class PolicyListCommand implements Callable<Integer> {

  private final Context context;

  public PolicyListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Policies.Listed> policies;
    try (Wiring wiring = context.openToLook()) {
      policies = wiring.policies().list();
    }
    if (context.options().isDocument()) {
      context.print(new ListValue(policies.stream().<Value>map(PolicyView::toValue).toList()));
    } else if (policies.isEmpty()) {
      context.print("no policies; make one with: heddle policy set FILE");
    } else {
      context.print(table(policies));
    }
    return ExitCodes.COMPLETED;
  }

  private static Table table(List<Policies.Listed> policies) {
    Table table = new Table("POLICY", "HOLDS FOR", "ENABLED", "PRIORITY", "LIMITS");
    for (Policies.Listed listed : policies) {
      Policy policy = listed.policy();
      table.row(
          List.of(
              Cell.of(policy.ref()),
              Cell.of(scope(policy.scope())),
              Cell.of(policy.enabled() ? "yes" : "no"),
              Cell.of(String.valueOf(policy.priority())),
              Cell.of(limits(policy))));
    }
    return table;
  }

  static String scope(Scope scope) {
    return switch (scope) {
      case Scope.Global() -> "everything";
      case Scope.OfPack(String pack) -> "pack " + pack;
      case Scope.OfAction(String action) -> action;
    };
  }

  static String limits(Policy policy) {
    List<String> limits = new ArrayList<>();
    policy
        .concurrency()
        .ifPresent(concurrency ->
            limits.add(
                concurrency.limit()
                    + " at once"
                    + (concurrency.parameters().isEmpty()
                        ? ""
                        : " per " + String.join(", ", concurrency.parameters()))));
    policy
        .rate()
        .ifPresent(
            rate -> limits.add(rate.maxExecutions() + " in " + rate.window().toSeconds() + " s"));
    policy
        .quotas()
        .forEach(quota -> limits.add(quota.limit() + " " + quota.type().label().replace('_', ' ')));
    return limits.isEmpty() ? "none" : String.join("; ", limits);
  }
}
