package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle queue cancel}. */
@Command(
    addMethodSubcommands = false,
    name = "cancel",
    description = "Takes an item out that waits.",
    footer = {"", "Examples:", "  heddle queue cancel my_pack.orders 7"})
public final class QueueCancelCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(index = "0", paramLabel = "REF", description = "The queue.")
  private String ref = "";

  @Parameters(index = "1", paramLabel = "ID", description = "The item.")
  private String id = "";

  public QueueCancelCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.post("/api/v1/queues/{}/items/{}/cancel", ref, id),
        _ -> "item " + id + " of " + ref + " is cancelled");
  }
}
