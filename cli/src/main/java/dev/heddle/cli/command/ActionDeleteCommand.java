package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle action delete}. */
@Command(
    addMethodSubcommands = false,
    name = "delete",
    description = "Removes an action that was made over the API.",
    footer = {"", "Examples:", "  heddle action delete my_pack.greet"})
public final class ActionDeleteCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The action.")
  private String ref = "";

  public ActionDeleteCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(ApiRequest.delete("/api/v1/actions/{}", ref), _ -> ref + " is deleted");
  }
}
