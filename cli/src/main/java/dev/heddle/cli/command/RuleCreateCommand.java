package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle rule create}. */
@Command(
    addMethodSubcommands = false,
    name = "create",
    description = "Makes a rule.",
    footer = {
      "",
      "In packs rules stand in rules/; those of a pack are changed there.",
      "",
      "Examples:",
      "  heddle rule create on_push.yaml"
    })
public final class RuleCreateCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(
      paramLabel = "FILE",
      description = "The rule as YAML or JSON; - reads standard input.")
  private String file = "";

  public RuleCreateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    return context.perform(
        ApiRequest.post("/api/v1/rules").withBody(DocumentFile.read(context, file)),
        made -> Shown.text(made, "ref") + " is made");
  }
}
