package dev.heddle.cli.command;

import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.event.EventViews;
import dev.heddle.platform.trigger.TriggerType;
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
    try (Wiring wiring = context.openToLook()) {
      TriggerType trigger =
          wiring
              .rules()
              .book()
              .trigger(ref)
              .orElseThrow(() -> new UsageException("there is no trigger " + ref));
      context.print(EventViews.of(trigger));
    }
    return ExitCodes.COMPLETED;
  }
}
