package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle subscription disable}. */
@Command(
    addMethodSubcommands = false,
    name = "disable",
    description = "Tells no more for now.",
    footer = {"", "Examples:", "  heddle subscription disable my_pack.chat"})
public final class SubscriptionDisableCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The subscription.")
  private String ref = "";

  public SubscriptionDisableCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.post("/api/v1/subscriptions/{}/disable", ref), _ -> ref + " is told no more");
  }
}
