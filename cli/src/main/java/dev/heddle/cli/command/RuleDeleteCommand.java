package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle rule delete}. */
@Command(
    addMethodSubcommands = false,
    name = "delete",
    description = "Removes a rule that was made with create.",
    footer = {"", "Examples:", "  heddle rule delete my_pack.on_push"})
public final class RuleDeleteCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The rule.")
  private String ref = "";

  public RuleDeleteCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(ApiRequest.delete("/api/v1/rules/{}", ref), _ -> ref + " is deleted");
  }
}
