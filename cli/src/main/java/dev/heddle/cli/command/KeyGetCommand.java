package dev.heddle.cli.command;

import dev.heddle.cli.wiring.Wiring;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle key get}. */
@Command(
    addMethodSubcommands = false,
    name = "get",
    aliases = "show",
    description = "Shows the value of a key; that of a secret only with --reveal.",
    footer = {
      "",
      "Exit code 1 if there is no such key.",
      "",
      "Examples:",
      "  heddle key get region",
      "  heddle key get api.token --reveal"
    })
public final class KeyGetCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The key.")
  private String ref;

  @Option(
      names = {"-d", "--reveal"},
      description = "Show a secret in clear.")
  private boolean reveal;

  @Mixin private final KeyOwnerOptions whose = new KeyOwnerOptions();

  public KeyGetCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Optional<Value> value;
    try (Wiring wiring = context.openToLook()) {
      value = wiring.keys().value(whose.owner(), ref);
    }
    if (value.isEmpty()) {
      Messages.toError(context).error("there is no key " + ref, "see heddle key list");
      return ExitCodes.FAILED;
    }
    Value shown = reveal ? value.get().plain() : value.get();
    if (context.options().isDocument()) {
      context.print(shown);
    } else {
      context.print(
          switch (shown) {
            case TextValue text -> text.text();
            case SecretValue _ -> SecretValue.REDACTED;
            default -> shown.toString();
          });
    }
    return ExitCodes.COMPLETED;
  }
}
