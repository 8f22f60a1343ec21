package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle subscription create}. */
@Command(
    addMethodSubcommands = false,
    name = "create",
    description = "Has an address told of what happens; its secret is shown once.",
    footer = {
      "",
      "Examples:",
      "  heddle subscription create my_pack.chat https://chat.example/hook --filter notification_type:inquiry_created"
    })
public final class SubscriptionCreateCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(index = "0", paramLabel = "REF", description = "The subscription.")
  private String ref = "";

  @Parameters(index = "1", paramLabel = "URL", description = "Where requests go.")
  private String url = "";

  @Option(
      names = "--filter",
      paramLabel = "FILTER",
      required = true,
      description =
          "What is told: all, entity_type:T, entity:T:ID, notification_type:T, user:LOGIN or"
              + " trigger_ref:R. May be repeated.")
  private List<String> filters = List.of();

  public SubscriptionCreateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.post("/api/v1/subscriptions")
            .with("ref", ref)
            .with("url", url)
            .with("filters", new ListValue(filters.stream().<Value>map(Value::of).toList())),
        made -> ref + " is made; requests are signed with " + Shown.text(made, "secret"));
  }
}
