package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle policy delete}. */
@Command(
    addMethodSubcommands = false,
    name = "delete",
    description = "Removes a policy; what waits under it goes on.",
    footer = {"", "Examples:", "  heddle policy delete my_pack.one_at_a_time"})
public final class PolicyDeleteCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The policy.")
  private String ref = "";

  public PolicyDeleteCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(ApiRequest.delete("/api/v1/policies/{}", ref), _ -> ref + " is deleted");
  }
}
