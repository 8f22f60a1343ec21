package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
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
    return context.list(
        ApiRequest.get("/api/v1/policies"),
        Integer.MAX_VALUE,
        new Listing("no policies; make one with: heddle policy set FILE")
            .column("POLICY", "ref")
            .column("HOLDS FOR", PolicyLine::scope)
            .column("ENABLED", "enabled")
            .column("PRIORITY", "priority")
            .column("LIMITS", PolicyLine::limits));
  }
}
