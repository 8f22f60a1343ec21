package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle sensor show}. */
@Command(
    addMethodSubcommands = false,
    name = "show",
    description = "Shows a sensor.",
    footer = {"", "Examples:", "  heddle sensor show my_pack.watcher"})
public final class SensorShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The sensor.")
  private String ref = "";

  public SensorShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.show(ApiRequest.get("/api/v1/sensors/{}", ref));
  }
}
