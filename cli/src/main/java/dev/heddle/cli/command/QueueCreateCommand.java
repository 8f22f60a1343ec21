package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle queue create}. */
@Command(
    addMethodSubcommands = false,
    name = "create",
    description = "Makes a work queue.",
    footer = {"", "Examples:", "  heddle queue create orders.yaml"})
public final class QueueCreateCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(
      paramLabel = "FILE",
      description = "The queue as YAML or JSON; - reads standard input.")
  private String file = "";

  public QueueCreateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    return context.perform(
        ApiRequest.post("/api/v1/queues").withBody(DocumentFile.read(context, file)),
        made -> Shown.text(made, "ref") + " is made");
  }
}
