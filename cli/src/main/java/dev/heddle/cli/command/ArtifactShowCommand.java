package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle artifact show}. */
@Command(
    addMethodSubcommands = false,
    name = "show",
    description = "Shows an artifact with its versions, newest first.",
    footer = {"", "Examples:", "  heddle artifact show my_pack.report"})
public final class ArtifactShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The artifact.")
  private String ref = "";

  public ArtifactShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Api api = context.api()) {
      MapValue artifact = api.one(ApiRequest.get("/api/v1/artifacts/{}", ref));
      List<MapValue> versions = api.all(ApiRequest.get("/api/v1/artifacts/{}/versions", ref));
      context.print(artifact.with("kept", new ListValue(List.copyOf(versions))));
    }
    return ExitCodes.COMPLETED;
  }
}
