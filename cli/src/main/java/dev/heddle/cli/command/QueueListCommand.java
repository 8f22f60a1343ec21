package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.values.MapValue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle queue list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the work queues.",
    footer = {"", "Examples:", "  heddle queue list"})
public final class QueueListCommand implements Callable<Integer> {

  private final Context context;

  public QueueListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.list(
        ApiRequest.get("/api/v1/queues"),
        Integer.MAX_VALUE,
        new Listing("no work queues; make one with: heddle queue create FILE")
            .column("QUEUE", "ref")
            .column("STATE", QueueListCommand::state)
            .column("ACTION", "dispatch_action")
            .column("WAITING", "waiting")
            .column("LEASED", "leased")
            .column("PROBLEM", "problem"));
  }

  private static String state(MapValue queue) {
    String out =
        Shown.flag(queue, "paused") ? "paused" : Shown.flag(queue, "enabled") ? "on" : "off";
    return Shown.flag(queue, "accepting_new_items") ? out : out + ", closed";
  }
}
