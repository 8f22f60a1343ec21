package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle action list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the actions.",
    footer = {"", "Examples:", "  heddle action list"})
public final class ActionListCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many at most; 100 if left out.")
  private int limit;

  public ActionListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.list(
        ApiRequest.get("/api/v1/actions"),
        limit,
        new Listing("no actions; a pack brings them in actions/")
            .column("ACTION", "ref")
            .column("ENABLED", "enabled")
            .column("LABEL", "label"));
  }
}
