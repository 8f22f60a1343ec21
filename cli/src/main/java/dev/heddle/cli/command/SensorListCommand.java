package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle sensor list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the sensors and the rules that use them.",
    footer = {"", "Examples:", "  heddle sensor list"})
public final class SensorListCommand implements Callable<Integer> {

  private final Context context;

  public SensorListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.list(
        ApiRequest.get("/api/v1/sensors"),
        Integer.MAX_VALUE,
        new Listing("no sensors; a pack brings them in sensors/")
            .column("SENSOR", "ref")
            .column("ENABLED", "enabled")
            .column("TRIGGERS", "trigger_types")
            .column("USED BY", "used_by"));
  }
}
