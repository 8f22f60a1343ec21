package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code heddle action execute} (S1-173). */
@Command(
    addMethodSubcommands = false,
    name = "execute",
    description = "Starts an action or a workflow; with --watch, sees it to its end.",
    footer = {
      "",
      "With --watch the exit code is that of the execution: 0 completed, 1 failed, 3 cancelled,",
      "4 timed out or not ended in time.",
      "",
      "Examples:",
      "  heddle action execute core.echo --param message=hello --watch",
      "  heddle action execute my_pack.deploy --params-json '{\"version\": \"1.2\"}' --watch --timeout 600"
    })
public final class ActionExecuteCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The action.")
  private String ref = "";

  @Mixin private final StartOptions options = new StartOptions();

  public ActionExecuteCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return options.start(
        context, ApiRequest.post("/api/v1/executions/execute").with("action_ref", ref));
  }
}
