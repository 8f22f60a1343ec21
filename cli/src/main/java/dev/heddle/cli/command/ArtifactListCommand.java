package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.platform.keys.KeyOwner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle artifact list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the artifacts, or what an execution printed.",
    footer = {
      "",
      "Examples:",
      "  heddle artifact list",
      "  heddle artifact list --owner pack:my_pack",
      "  heddle artifact list --execution ID"
    })
public final class ArtifactListCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--owner",
      paramLabel = "OWNER",
      description =
          "Only what belongs to system, pack:REF, action:REF, sensor:REF, identity:LOGIN.")
  private @Nullable String owner;

  @Option(
      names = "--execution",
      paramLabel = "ID",
      description = "The stdout and stderr of this execution.")
  private @Nullable String execution;

  public ArtifactListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    KeyOwner whose = owner == null ? null : ArtifactOwner.read(owner);
    return context.list(
        ApiRequest.get("/api/v1/artifacts")
            .asking("owner_type", whose == null ? null : whose.type().label())
            .asking("owner", whose == null || whose.name().isEmpty() ? null : whose.name())
            .asking("execution_id", execution),
        Integer.MAX_VALUE,
        new Listing("no artifacts; store one with: heddle artifact upload REF FILE")
            .column("ARTIFACT", "ref")
            .column("KIND", "kind")
            .column(
                "OWNER",
                artifact ->
                    (Shown.text(artifact, "owner_type") + " " + Shown.text(artifact, "owner"))
                        .strip())
            .column("VERSIONS", "versions")
            .column("LATEST", "latest")
            .column("BYTES", "size")
            .column("UPDATED", artifact -> Shown.time(artifact, "updated_at")));
  }
}
