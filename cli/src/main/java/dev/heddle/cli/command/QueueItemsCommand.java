package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle queue items}. */
@Command(
    addMethodSubcommands = false,
    name = "items",
    description = "Lists what is or was in a queue, the newest first.",
    footer = {"", "Examples:", "  heddle queue items my_pack.orders --state failed"})
public final class QueueItemsCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The queue.")
  private String ref = "";

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "Only those that are queued, leased, retry, completed, failed, skipped or cancelled.")
  private @Nullable String state;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most; 20 if left out.")
  private int limit;

  public QueueItemsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.list(
        ApiRequest.get("/api/v1/queues/{}/items", ref).asking("state", state),
        limit,
        new Listing("no items")
            .column("ITEM", "id")
            .column("KEY", "item_key")
            .column("PRIORITY", "priority")
            .column("STATE", "state")
            .column("ATTEMPTS", "attempts")
            .column("EXECUTION", "execution")
            .column("ERROR", "error"));
  }
}
