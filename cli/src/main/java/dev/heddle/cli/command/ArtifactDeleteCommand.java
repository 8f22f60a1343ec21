package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle artifact delete}. */
@Command(
    addMethodSubcommands = false,
    name = "delete",
    description = "Removes an artifact with all its versions.",
    footer = {"", "Examples:", "  heddle artifact delete my_pack.report"})
public final class ArtifactDeleteCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The artifact.")
  private String ref = "";

  public ArtifactDeleteCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.delete("/api/v1/artifacts/{}", ref), _ -> ref + " is deleted");
  }
}
