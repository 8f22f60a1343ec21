package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle workflow show}. */
@Command(
    addMethodSubcommands = false,
    name = "show",
    description = "Shows a workflow.",
    footer = {
      "",
      "Examples:",
      "  heddle workflow show my_pack.deploy",
      "  heddle workflow show my_pack.deploy -y"
    })
public final class WorkflowShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The workflow.")
  private String ref = "";

  public WorkflowShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.show(ApiRequest.get("/api/v1/workflows/{}", ref));
  }
}
