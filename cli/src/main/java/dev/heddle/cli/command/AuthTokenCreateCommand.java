package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle auth token create}. */
@Command(
    addMethodSubcommands = false,
    name = "create",
    description = "Makes a token of one's own and shows it once.",
    footer = {"", "Examples:", "  heddle auth token create laptop --days 90"})
public final class AuthTokenCreateCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "NAME", description = "What you will know it by.")
  private String name = "";

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How long it lasts; until it is revoked if left out.")
  private @Nullable Integer days;

  public AuthTokenCreateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.post("/api/v1/auth/tokens")
            .with("name", name)
            .with("expires_in", days == null ? null : Value.of(Duration.ofDays(days).toSeconds())),
        made -> Shown.text(made, "token"));
  }
}
