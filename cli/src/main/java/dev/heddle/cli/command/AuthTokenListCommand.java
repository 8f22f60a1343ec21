package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle auth token list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists one's own tokens, without their secrets.",
    footer = {"", "Examples:", "  heddle auth token list"})
public final class AuthTokenListCommand implements Callable<Integer> {

  private final Context context;

  public AuthTokenListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Api api = context.api()) {
      new Listing("no tokens; make one with: heddle auth token create NAME")
          .column("ID", "id")
          .column("KIND", "kind")
          .column("NAME", "name")
          .column("MADE", token -> Shown.time(token, "created_at"))
          .column("UNTIL", token -> Shown.time(token, "expires_at"))
          .print(context, api.all(ApiRequest.get("/api/v1/auth/tokens")));
    }
    return ExitCodes.COMPLETED;
  }
}
