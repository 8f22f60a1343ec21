package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle trigger list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the triggers.",
    footer = {"", "Examples:", "  heddle trigger list"})
public final class TriggerListCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--pack", paramLabel = "REF", description = "Only those of a pack.")
  private @Nullable String pack;

  public TriggerListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.list(
        ApiRequest.get("/api/v1/triggers").asking("pack_ref", pack),
        Integer.MAX_VALUE,
        new Listing("no triggers")
            .column("TRIGGER", "ref")
            .column("TYPE", "type")
            .column("LABEL", "label"));
  }
}
