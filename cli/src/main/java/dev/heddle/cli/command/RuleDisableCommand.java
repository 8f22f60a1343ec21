package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle rule disable}. */
@Command(
    addMethodSubcommands = false,
    name = "disable",
    description = "Switches a rule off; what it has started goes on.",
    footer = {"", "Examples:", "  heddle rule disable my_pack.on_push"})
public final class RuleDisableCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The rule.")
  private String ref = "";

  public RuleDisableCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.post("/api/v1/rules/{}/disable", ref), _ -> ref + " is disabled");
  }
}
