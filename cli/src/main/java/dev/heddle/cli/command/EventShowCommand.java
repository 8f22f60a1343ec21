package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.model.execution.ExecutionId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle event show}. */
@Command(
    addMethodSubcommands = false,
    name = "show",
    description = "Shows an event with its payload.",
    footer = {"", "Examples:", "  heddle event show ID"})
public final class EventShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "ID", converter = EventIds.class, description = "The event.")
  private ExecutionId id;

  public EventShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.show(ApiRequest.get("/api/v1/events/{}", id));
  }
}
