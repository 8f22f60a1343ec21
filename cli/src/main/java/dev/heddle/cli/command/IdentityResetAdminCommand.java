package dev.heddle.cli.command;

import dev.heddle.cli.wiring.Wiring;
import dev.heddle.values.MapValue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle identity reset-admin}. */
@Command(
    addMethodSubcommands = false,
    name = "reset-admin",
    description = "Ends all tokens and sessions of the administrator and shows a new token.",
    footer = {"", "Examples:", "  heddle identity reset-admin"})
public final class IdentityResetAdminCommand implements Callable<Integer> {

  private final Context context;

  public IdentityResetAdminCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String token;
    try (Wiring wiring = context.openToLook()) {
      token = wiring.access().firstAdmin().reset();
      context.audit(wiring, "identity reset-admin", "admin");
    }
    if (context.options().isDocument()) {
      context.print(MapValue.builder().put("token", token).build());
    } else {
      context.print(token);
    }
    return ExitCodes.COMPLETED;
  }
}
