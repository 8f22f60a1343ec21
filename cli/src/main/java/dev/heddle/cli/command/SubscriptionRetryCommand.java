package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle subscription retry}. */
@Command(
    addMethodSubcommands = false,
    name = "retry",
    description = "Sends a dead delivery again.",
    footer = {"", "Examples:", "  heddle subscription retry my_pack.chat 7"})
public final class SubscriptionRetryCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(index = "0", paramLabel = "REF", description = "The subscription.")
  private String ref = "";

  @Parameters(index = "1", paramLabel = "ID", description = "The delivery.")
  private String id = "";

  public SubscriptionRetryCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.post("/api/v1/subscriptions/{}/deliveries/{}/retry", ref, id),
        _ -> "delivery " + id + " is sent again");
  }
}
