package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle webhook disable}. */
@Command(
    addMethodSubcommands = false,
    name = "disable",
    description = "Refuses requests to the address of a trigger.",
    footer = {"", "Examples:", "  heddle webhook disable my_pack.push"})
public final class WebhookDisableCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The trigger.")
  private String ref = "";

  public WebhookDisableCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.post("/api/v1/triggers/{}/webhooks/disable", ref),
        _ -> "requests to " + ref + " are refused");
  }
}
