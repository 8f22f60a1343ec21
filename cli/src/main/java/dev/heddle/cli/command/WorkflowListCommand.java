package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle workflow list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the workflows.",
    footer = {
      "",
      "Examples:",
      "  heddle workflow list --pack my_pack",
      "  heddle workflow list --search deploy"
    })
public final class WorkflowListCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--pack", paramLabel = "REF", description = "Only those of a pack.")
  private @Nullable String pack;

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "Only those with this in their name or description.")
  private @Nullable String search;

  @Option(
      names = "--tags",
      paramLabel = "TAGS",
      description = "Only those with all these tags, a comma between them.")
  private @Nullable String tags;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many at most; 100 if left out.")
  private int limit;

  public WorkflowListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.list(
        ApiRequest.get("/api/v1/workflows")
            .asking("pack_ref", pack)
            .asking("search", search)
            .asking("tags", tags),
        limit,
        new Listing("no workflows; a pack brings them, or: heddle workflow upload FILE --pack PACK")
            .column("WORKFLOW", "ref")
            .column("VERSION", "version")
            .column("DIALECT", "dialect")
            .column("ENABLED", "enabled")
            .column("LABEL", "label"));
  }
}
