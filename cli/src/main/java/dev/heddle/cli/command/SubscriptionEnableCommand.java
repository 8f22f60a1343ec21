package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle subscription enable}. */
@Command(
    addMethodSubcommands = false,
    name = "enable",
    description = "Goes on telling, from now on.",
    footer = {"", "Examples:", "  heddle subscription enable my_pack.chat"})
public final class SubscriptionEnableCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The subscription.")
  private String ref = "";

  public SubscriptionEnableCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.post("/api/v1/subscriptions/{}/enable", ref), _ -> ref + " is told again");
  }
}
