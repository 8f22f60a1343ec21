package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle workflow delete}. */
@Command(
    addMethodSubcommands = false,
    name = "delete",
    description = "Removes a workflow; what runs goes on.",
    footer = {"", "Examples:", "  heddle workflow delete my_pack.deploy"})
public final class WorkflowDeleteCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The workflow.")
  private String ref = "";

  public WorkflowDeleteCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.delete("/api/v1/workflows/{}", ref), _ -> ref + " is deleted");
  }
}
