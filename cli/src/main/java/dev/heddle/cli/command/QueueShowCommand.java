package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle queue show}. */
@Command(
    addMethodSubcommands = false,
    name = "show",
    description = "Shows a work queue.",
    footer = {"", "Examples:", "  heddle queue show my_pack.orders"})
public final class QueueShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The queue.")
  private String ref = "";

  public QueueShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.show(ApiRequest.get("/api/v1/queues/{}", ref));
  }
}
