package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle auth token revoke}. */
@Command(
    addMethodSubcommands = false,
    name = "revoke",
    aliases = "delete",
    description = "Makes a token of one's own good for nothing, at once.",
    footer = {"", "Examples:", "  heddle auth token revoke ID"})
public final class AuthTokenRevokeCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "ID", description = "The token, as lists show it.")
  private String id = "";

  public AuthTokenRevokeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.delete("/api/v1/auth/tokens/{}", id), _ -> "the token " + id + " is revoked");
  }
}
