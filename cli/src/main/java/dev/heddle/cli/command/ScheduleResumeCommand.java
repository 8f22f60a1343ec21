package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
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
    return context.perform(
        ApiRequest.post("/api/v1/schedules/{}/resume", ref), _ -> ref + " is on again");
  }
}
