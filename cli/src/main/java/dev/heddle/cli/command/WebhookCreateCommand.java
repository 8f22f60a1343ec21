package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle webhook create}. */
@Command(
    addMethodSubcommands = false,
    name = "create",
    description =
        "Gives a trigger an address, and a secret that signs requests; both are shown once.",
    footer = {
      "",
      "A trigger that has an address gets a new one.",
      "",
      "Examples:",
      "  heddle webhook create my_pack.push",
      "  heddle webhook create my_pack.push --allow 192.0.2.0/24 --rate 60",
      "  pass show github | heddle webhook create my_pack.push --with-secret"
    })
public final class WebhookCreateCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The trigger.")
  private String ref = "";

  @Option(names = "--unsigned", description = "Whoever knows the address is believed.")
  private boolean unsigned;

  @Option(
      names = "--with-secret",
      description = "Asks for the secret, unseen, or reads it from standard input.")
  private boolean withSecret;

  @Option(
      names = "--allow",
      paramLabel = "NETWORK",
      description = "Only requests from here. May be repeated.")
  private List<String> networks = List.of();

  @Option(names = "--rate", paramLabel = "N", description = "How many requests a minute at most.")
  private @Nullable Integer rate;

  public WebhookCreateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    ApiRequest request =
        ApiRequest.post("/api/v1/triggers/{}/webhooks/enable", ref)
            .with("signed", unsigned ? Value.of(false) : null)
            .with("rate_per_minute", rate == null ? null : Value.of(rate))
            .with(
                "allowed_ips",
                networks.isEmpty()
                    ? null
                    : new ListValue(networks.stream().<Value>map(Value::of).toList()));
    if (withSecret) {
      request = request.with("secret", TypedSecret.read(context, "secret that signs"));
    }
    return open(context, request);
  }

  /** Says where requests go, this once. */
  static int open(Context context, ApiRequest request) {
    String server = context.connection().map(there -> there.server().toString()).orElse("");
    return context.perform(
        request,
        opened -> {
          String secret = Shown.text(opened, "secret");
          return "POST "
              + server
              + Shown.text(opened, "webhook_path")
              + (secret.isEmpty() ? "" : "\nsigned with " + secret);
        });
  }
}
