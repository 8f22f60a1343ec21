package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle subscription list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists who is told.",
    footer = {"", "Examples:", "  heddle subscription list"})
public final class SubscriptionListCommand implements Callable<Integer> {

  private final Context context;

  public SubscriptionListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.list(
        ApiRequest.get("/api/v1/subscriptions"),
        Integer.MAX_VALUE,
        new Listing("no subscriptions; make one with: heddle subscription create REF URL")
            .column("SUBSCRIPTION", "ref")
            .column("ENABLED", "enabled")
            .column("FILTERS", "filters")
            .column("URL", "url"));
  }
}
