package dev.heddle.cli.command;

import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.Answer;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Tokens;
import dev.heddle.values.MapValue;
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
    Duration life = days.map(Duration::ofDays).orElse(null);
    Answer<Tokens.Made> made;
    try (Wiring wiring = context.openToLook()) {
      made =
          wiring
              .access()
              .tokens()
              .create(
                  Principal.operator(context.login()), login, new Tokens.Wish(name, null, life));
      context.audit(
          wiring, "identity token", login + " " + RefusedException.valueOf(made).token().id());
    }
    Tokens.Made token = RefusedException.valueOf(made);
    if (context.options().isDocument()) {
      context.print(
          MapValue.builder().put("id", token.token().id()).put("token", token.secret()).build());
    } else {
      context.print(token.secret());
    }
    return ExitCodes.COMPLETED;
  }
}
