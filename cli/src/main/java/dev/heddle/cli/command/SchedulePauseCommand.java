package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle schedule pause}. */
@Command(
    addMethodSubcommands = false,
    name = "pause",
    description = "Lets a schedule rest; what is due meanwhile is passed over.",
    footer = {"", "Examples:", "  heddle schedule pause my_pack.nightly"})
public final class SchedulePauseCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The schedule.")
  private String ref = "";

  public SchedulePauseCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.post("/api/v1/schedules/{}/pause", ref), _ -> ref + " is paused");
  }
}
