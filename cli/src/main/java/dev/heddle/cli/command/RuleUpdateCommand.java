package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle rule update}. */
@Command(
    addMethodSubcommands = false,
    name = "update",
    description = "Replaces a rule that was made with create.",
    footer = {"", "Examples:", "  heddle rule update my_pack.on_push on_push.yaml"})
public final class RuleUpdateCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(index = "0", paramLabel = "REF", description = "The rule.")
  private String ref = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "The rule as YAML or JSON; - reads standard input.")
  private String file = "";

  public RuleUpdateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    return context.perform(
        ApiRequest.put("/api/v1/rules/{}", ref).withBody(DocumentFile.read(context, file)),
        _ -> ref + " is replaced");
  }
}
