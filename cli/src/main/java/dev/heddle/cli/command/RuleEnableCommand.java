package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle rule enable}. */
@Command(
    addMethodSubcommands = false,
    name = "enable",
    description = "Switches a rule on.",
    footer = {"", "Examples:", "  heddle rule enable my_pack.on_push"})
public final class RuleEnableCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The rule.")
  private String ref = "";

  public RuleEnableCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.post("/api/v1/rules/{}/enable", ref), _ -> ref + " is enabled");
  }
}
