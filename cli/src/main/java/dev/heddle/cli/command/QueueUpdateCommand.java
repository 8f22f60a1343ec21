package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle queue update}. */
@Command(
    addMethodSubcommands = false,
    name = "update",
    description = "Replaces a queue that was made with create; what is in it stays.",
    footer = {"", "Examples:", "  heddle queue update my_pack.orders orders.yaml"})
public final class QueueUpdateCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(index = "0", paramLabel = "REF", description = "The queue.")
  private String ref = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "The queue as YAML or JSON; - reads standard input.")
  private String file = "";

  public QueueUpdateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    return context.perform(
        ApiRequest.put("/api/v1/queues/{}", ref).withBody(DocumentFile.read(context, file)),
        _ -> ref + " is replaced");
  }
}
