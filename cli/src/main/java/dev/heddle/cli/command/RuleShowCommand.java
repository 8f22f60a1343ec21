package dev.heddle.cli.command;

import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.event.EventViews;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle rule show}. */
@Command(
    addMethodSubcommands = false,
    name = "show",
    description = "Shows a rule.",
    footer = {"", "Examples:", "  heddle rule show my_pack.on_push"})
public final class RuleShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The rule.")
  private String ref = "";

  public RuleShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Wiring wiring = context.openToLook()) {
      context.print(
          EventViews.of(
              RefusedException.valueOf(wiring.rules().find(ref)),
              wiring.rules().book().isOwn(ref)));
    }
    return ExitCodes.COMPLETED;
  }
}
