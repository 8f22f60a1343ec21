package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle identity list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the identities.",
    footer = {"", "Examples:", "  heddle identity list", "  heddle identity list --output json"})
public final class IdentityListCommand implements Callable<Integer> {

  private final Context context;

  public IdentityListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.list(
        ApiRequest.get("/api/v1/identities"),
        Integer.MAX_VALUE,
        new Listing("nobody yet; the first heddle server makes the administrator")
            .column("LOGIN", "login")
            .column("KIND", "kind")
            .column("ROLES", "roles")
            .column("STATE", identity -> Shown.flag(identity, "disabled") ? "disabled" : ""));
  }
}
