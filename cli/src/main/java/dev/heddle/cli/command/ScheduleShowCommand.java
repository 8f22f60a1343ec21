package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle schedule show}. */
@Command(
    addMethodSubcommands = false,
    name = "show",
    description = "Shows a schedule and when it is due.",
    footer = {"", "Examples:", "  heddle schedule show my_pack.nightly"})
public final class ScheduleShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The schedule.")
  private String ref = "";

  public ScheduleShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.show(ApiRequest.get("/api/v1/schedules/{}", ref));
  }
}
