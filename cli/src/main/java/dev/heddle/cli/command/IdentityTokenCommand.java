package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.input.UsageException;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle identity token}. */
@Command(
    addMethodSubcommands = false,
    name = "token",
    description = "Makes a token of an identity and shows it once.",
    footer = {"", "Examples:", "  heddle identity token ada --name laptop --days 90"})
public final class IdentityTokenCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "LOGIN", description = "Whose token it is.")
  private String login;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "made by heddle identity token",
      description = "What its owner will know it by.")
  private String name;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How long it lasts; until it is revoked if left out.")
  private Optional<Integer> days = Optional.empty();

  public IdentityTokenCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (days.isPresent() && days.get() < 1) {
      throw new UsageException("--days is at least 1");
    }
    try (Api api = context.api()) {
      MapValue made =
          api.one(
              ApiRequest.post("/api/v1/identities/{}/tokens", IdentityIds.of(api, login))
                  .with("name", name)
                  .with(
                      "expires_in",
                      days.map(count -> Value.of(Duration.ofDays(count).toSeconds()))
                          .orElse(null)));
      if (context.options().isDocument()) {
        context.print(made);
      } else {
        context.print(Shown.text(made, "token"));
      }
    }
    return ExitCodes.COMPLETED;
  }
}
