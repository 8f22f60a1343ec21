package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.input.UsageException;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle event replay}. */
@Command(
    addMethodSubcommands = false,
    name = "replay",
    description =
        "Tries a rule, stored or a draft, on an event; starts what it says only with --start.",
    footer = {
      "",
      "Examples:",
      "  heddle event replay ID --rule my_pack.on_push",
      "  heddle event replay ID --rule-file draft.yaml",
      "  heddle event replay ID --rule my_pack.on_push --start"
    })
public final class EventReplayCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "ID", converter = EventIds.class, description = "The event.")
  private ExecutionId id;

  @Option(names = "--rule", paramLabel = "REF", description = "A rule there is.")
  private @Nullable String rule;

  @Option(
      names = "--rule-file",
      paramLabel = "FILE",
      description = "A rule as YAML or JSON; - reads standard input.")
  private @Nullable String file;

  @Option(names = "--start", description = "Start what the rule says, for a copy of the event.")
  private boolean start;

  public EventReplayCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if ((rule == null) == (file == null)) {
      throw new UsageException("say either --rule or --rule-file");
    }
    ApiRequest request =
        ApiRequest.post("/api/v1/events/{}/replay", id)
            .with("rule_ref", rule)
            .with("start", Value.of(start));
    return context.perform(
        file == null ? request : request.with("rule", DocumentFile.read(context, file)),
        EventReplayCommand::line);
  }

  private static String line(MapValue tried) {
    String rule = Shown.text(tried, "rule_ref");
    String execution = Shown.text(tried, "enforcement.execution_id");
    if (!execution.isEmpty()) {
      return rule + " started " + execution;
    }
    String action = Shown.text(tried, "would.start");
    String reason = Shown.text(tried, "would.reason") + Shown.text(tried, "enforcement.reason");
    return action.isEmpty()
        ? rule + " starts nothing: " + reason
        : rule + " would start " + action + " with " + Shown.text(tried, "would.parameters");
  }
}
