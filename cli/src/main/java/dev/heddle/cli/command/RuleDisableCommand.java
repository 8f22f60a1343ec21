package dev.heddle.cli.command;

import dev.heddle.cli.wiring.Wiring;
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
    try (Wiring wiring = context.openToLook()) {
      RefusedException.valueOf(wiring.rules().enable(ref, false));
      context.audit(wiring, "rule disable", ref);
    }
    context.print(ref + " is disabled");
    return ExitCodes.COMPLETED;
  }
}
