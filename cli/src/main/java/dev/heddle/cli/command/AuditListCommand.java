package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.values.MapValue;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle audit list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists what was changed and refused, newest first.",
    footer = {"", "Examples:", "  heddle audit list", "  heddle audit list --actor ada -j"})
public final class AuditListCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--actor", paramLabel = "LOGIN", description = "Only what this login did.")
  private @Nullable String actor;

  @Option(names = "--operation", paramLabel = "ID", description = "Only this operation.")
  private @Nullable String operation;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most; 50 if left out.")
  private int limit;

  public AuditListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Api api = context.api()) {
      new Listing("nothing was changed or refused")
          .column("NUMBER", "number")
          .column("AT", entry -> Shown.time(entry, "at"))
          .column("ACTOR", AuditListCommand::actor)
          .column("OPERATION", "operation")
          .column("OUTCOME", "outcome")
          .column("TARGET", "target")
          .print(
              context,
              api.all(
                  ApiRequest.get("/api/v1/audit")
                      .asking("actor", actor)
                      .asking("operation", operation)
                      .asking("limit", limit)));
    }
    return ExitCodes.COMPLETED;
  }

  private static String actor(MapValue entry) {
    String kind = Shown.text(entry, "kind");
    String actor = Shown.text(entry, "actor");
    return kind.equals("user") ? actor : kind + " " + actor;
  }
}
