package dev.heddle.cli.command;

import dev.heddle.cli.output.Table;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.access.Identity;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle identity list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists identities.",
    footer = {"", "Examples:", "  heddle identity list", "  heddle identity list --output json"})
public final class IdentityListCommand implements Callable<Integer> {

  private final Context context;

  public IdentityListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Identity> identities;
    try (Wiring wiring = context.openToLook()) {
      identities = wiring.access().identities().list();
    }
    if (context.options().isDocument()) {
      context.print(
          new ListValue(identities.stream().<Value>map(IdentityListCommand::toValue).toList()));
      return ExitCodes.COMPLETED;
    }
    Table table = new Table("LOGIN", "KIND", "ROLES", "STATE");
    for (Identity identity : identities) {
      table.row(
          List.of(
              Table.Cell.of(identity.login()),
              Table.Cell.of(identity.kind().label()),
              Table.Cell.of(String.join(", ", identity.roles().stream().sorted().toList())),
              Table.Cell.of(identity.disabled() ? "disabled" : "")));
    }
    context.print(table);
    return ExitCodes.COMPLETED;
  }

  static MapValue toValue(Identity identity) {
    return MapValue.builder()
        .put("id", identity.id())
        .put("login", identity.login())
        .put("kind", identity.kind().label())
        .put("display_name", identity.displayName())
        .put(
            "roles",
            new ListValue(identity.roles().stream().sorted().<Value>map(Value::of).toList()))
        .put("disabled", identity.disabled())
        .build();
  }
}
