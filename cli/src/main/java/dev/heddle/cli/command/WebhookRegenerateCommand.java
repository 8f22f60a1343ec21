package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle webhook regenerate}. */
@Command(
    addMethodSubcommands = false,
    name = "regenerate",
    description = "Gives a trigger another address; the one before is dead.",
    footer = {"", "Examples:", "  heddle webhook regenerate my_pack.push"})
public final class WebhookRegenerateCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The trigger.")
  private String ref = "";

  public WebhookRegenerateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return WebhookCreateCommand.open(
        context, ApiRequest.post("/api/v1/triggers/{}/webhooks/regenerate", ref));
  }
}
