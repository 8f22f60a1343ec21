package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle trigger show}. */
@Command(
    addMethodSubcommands = false,
    name = "show",
    description = "Shows a trigger with its parameters and payload.",
    footer = {"", "Examples:", "  heddle trigger show core.crontimer"})
public final class TriggerShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The trigger.")
  private String ref = "";

  public TriggerShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.show(ApiRequest.get("/api/v1/triggers/{}", ref));
  }
}
