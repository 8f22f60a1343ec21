package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle subscription delete}. */
@Command(
    addMethodSubcommands = false,
    name = "delete",
    description = "Removes a subscription, and what was on its way.",
    footer = {"", "Examples:", "  heddle subscription delete my_pack.chat"})
public final class SubscriptionDeleteCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The subscription.")
  private String ref = "";

  public SubscriptionDeleteCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.delete("/api/v1/subscriptions/{}", ref), _ -> ref + " is deleted");
  }
}
