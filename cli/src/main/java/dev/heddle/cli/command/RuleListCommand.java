package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle rule list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the rules.",
    footer = {"", "Examples:", "  heddle rule list", "  heddle rule list --trigger core.crontimer"})
public final class RuleListCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--pack", paramLabel = "REF", description = "Only those of a pack.")
  private @Nullable String pack;

  @Option(names = "--trigger", paramLabel = "REF", description = "Only those on a trigger.")
  private @Nullable String trigger;

  @Option(names = "--action", paramLabel = "REF", description = "Only those that start an action.")
  private @Nullable String action;

  public RuleListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.list(
        ApiRequest.get("/api/v1/rules")
            .asking("pack_ref", pack)
            .asking("trigger_ref", trigger)
            .asking("action_ref", action),
        Integer.MAX_VALUE,
        new Listing("no rules; a pack brings them in rules/, or make one: heddle rule create FILE")
            .column("RULE", "ref")
            .column("ENABLED", "enabled")
            .column("TRIGGER", "trigger_ref")
            .column("ACTION", "action_ref"));
  }
}
