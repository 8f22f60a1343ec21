package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle queue delete}. */
@Command(
    addMethodSubcommands = false,
    name = "delete",
    description = "Removes a queue and what is in it; what runs goes on.",
    footer = {"", "Examples:", "  heddle queue delete my_pack.orders"})
public final class QueueDeleteCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The queue.")
  private String ref = "";

  public QueueDeleteCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(ApiRequest.delete("/api/v1/queues/{}", ref), _ -> ref + " is deleted");
  }
}
