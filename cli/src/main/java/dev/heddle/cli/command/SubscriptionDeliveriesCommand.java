package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle subscription deliveries}. */
@Command(
    addMethodSubcommands = false,
    name = "deliveries",
    description = "Lists what is on its way, has arrived or is dead, the newest first.",
    footer = {"", "Examples:", "  heddle subscription deliveries my_pack.chat --state dead"})
public final class SubscriptionDeliveriesCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The subscription.")
  private String ref = "";

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only those that are pending, delivered or dead.")
  private @Nullable String state;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most; 20 if left out.")
  private int limit;

  public SubscriptionDeliveriesCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.list(
        ApiRequest.get("/api/v1/subscriptions/{}/deliveries", ref).asking("state", state),
        limit,
        new Listing("no deliveries")
            .column("DELIVERY", "id")
            .column("TYPE", "type")
            .column("STATE", "state")
            .column("ATTEMPTS", "attempts")
            .column("NEXT", row -> Shown.time(row, "due_at"))
            .column("ERROR", "error"));
  }
}
