package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle auth whoami}. */
@Command(
    addMethodSubcommands = false,
    name = "whoami",
    description = "Says who one is for the server, and what one may do.",
    footer = {"", "Examples:", "  heddle auth whoami", "  heddle auth whoami --output json"})
public final class AuthWhoamiCommand implements Callable<Integer> {

  private final Context context;

  public AuthWhoamiCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.show(ApiRequest.get("/api/v1/auth/whoami"));
  }
}
