package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle action search}. */
@Command(
    addMethodSubcommands = false,
    name = "search",
    description = "Lists the actions with a text in their name or description.",
    footer = {"", "Examples:", "  heddle action search mail"})
public final class ActionSearchCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "TEXT", description = "What to look for.")
  private String text = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many at most; 100 if left out.")
  private int limit;

  public ActionSearchCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.list(
        ApiRequest.get("/api/v1/actions/search").asking("q", text),
        limit,
        new Listing("no action has that")
            .column("ACTION", "ref")
            .column("ENABLED", "enabled")
            .column("LABEL", "label"));
  }
}
