package dev.heddle.cli.command;

import dev.heddle.cli.wiring.Wiring;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle schedule resume}. */
@Command(
    addMethodSubcommands = false,
    name = "resume",
    description = "Lets a schedule go on.",
    footer = {"", "Examples:", "  heddle schedule resume my_pack.nightly"})
public final class ScheduleResumeCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The schedule.")
  private String ref = "";

  public ScheduleResumeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Wiring wiring = context.openToLook()) {
      RefusedException.valueOf(wiring.automation().schedules().resume(ref));
      context.audit(wiring, "schedule resume", ref);
    }
    context.print(ref + " is on again");
    return ExitCodes.COMPLETED;
  }
}
