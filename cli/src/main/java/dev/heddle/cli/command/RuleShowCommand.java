package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle rule show}. */
@Command(
    addMethodSubcommands = false,
    name = "show",
    description = "Shows a rule.",
    footer = {"", "Examples:", "  heddle rule show my_pack.on_push"})
public final class RuleShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The rule.")
  private String ref = "";

  public RuleShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.show(ApiRequest.get("/api/v1/rules/{}", ref));
  }
}
