package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle action show}. */
@Command(
    addMethodSubcommands = false,
    name = "show",
    description = "Shows an action with its parameters.",
    footer = {"", "Examples:", "  heddle action show core.echo"})
public final class ActionShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The action.")
  private String ref = "";

  public ActionShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.show(ApiRequest.get("/api/v1/actions/{}", ref));
  }
}
