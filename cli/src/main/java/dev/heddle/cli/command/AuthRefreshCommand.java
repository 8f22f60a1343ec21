package dev.heddle.cli.command;

import dev.heddle.cli.api.Connection;
import dev.heddle.cli.api.HttpApi;
import dev.heddle.cli.input.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle auth refresh}. */
@Command(
    addMethodSubcommands = false,
    name = "refresh",
    description = "Goes on with a session under new tokens; commands do so by themselves.",
    footer = {"", "Examples:", "  heddle auth refresh"})
public final class AuthRefreshCommand implements Callable<Integer> {

  private final Context context;

  public AuthRefreshCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Connection server =
        context
            .connection()
            .orElseThrow(() -> new UsageException("no server is in use", "heddle login URL"));
    try (HttpApi api = new HttpApi(server)) {
      if (!api.renew()) {
        Messages.toError(context).error("there is no session to go on with", "heddle login");
        return ExitCodes.FAILED;
      }
    }
    context.done("the session goes on", "server", server.server().toString());
    return ExitCodes.COMPLETED;
  }
}
