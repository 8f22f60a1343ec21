package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle queue resume}. */
@Command(
    addMethodSubcommands = false,
    name = "resume",
    description = "Hands items out again.",
    footer = {"", "Examples:", "  heddle queue resume my_pack.orders"})
public final class QueueResumeCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The queue.")
  private String ref = "";

  public QueueResumeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.post("/api/v1/queues/{}/resume", ref), _ -> ref + " is on again");
  }
}
