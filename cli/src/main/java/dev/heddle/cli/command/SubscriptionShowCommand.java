package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle subscription show}. */
@Command(
    addMethodSubcommands = false,
    name = "show",
    description = "Shows a subscription.",
    footer = {"", "Examples:", "  heddle subscription show my_pack.chat"})
public final class SubscriptionShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The subscription.")
  private String ref = "";

  public SubscriptionShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.show(ApiRequest.get("/api/v1/subscriptions/{}", ref));
  }
}
