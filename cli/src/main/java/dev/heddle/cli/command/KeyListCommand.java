package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle key list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the keys, without their values.",
    footer = {"", "Examples:", "  heddle key list", "  heddle key list --output json"})
public final class KeyListCommand implements Callable<Integer> {

  private final Context context;

  public KeyListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.list(
        ApiRequest.get("/api/v1/keys"),
        Integer.MAX_VALUE,
        new Listing("no keys; set one with: heddle key set NAME VALUE")
            .column("KEY", "ref")
            .column(
                "OWNER",
                key -> (Shown.text(key, "owner_type") + " " + Shown.text(key, "owner")).strip())
            .column("SECRET", "encrypted")
            .column("UPDATED", key -> Shown.time(key, "updated_at"))
            .column("NAME", "name"));
  }
}
