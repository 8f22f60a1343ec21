package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle queue pause}. */
@Command(
    addMethodSubcommands = false,
    name = "pause",
    description = "Hands nothing out for now, also of a queue of a pack; what runs goes on.",
    footer = {"", "Examples:", "  heddle queue pause my_pack.orders"})
public final class QueuePauseCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The queue.")
  private String ref = "";

  public QueuePauseCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.post("/api/v1/queues/{}/pause", ref), _ -> ref + " is paused");
  }
}
