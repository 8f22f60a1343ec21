package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiException;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.api.Profile;
import dev.heddle.cli.api.Profiles;
import dev.heddle.cli.input.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle auth logout}. */
@Command(
    addMethodSubcommands = false,
    name = "logout",
    description = "Ends the session or revokes the token of a profile, and forgets it.",
    footer = {"", "Examples:", "  heddle logout", "  heddle logout --profile production"})
public final class AuthLogoutCommand implements Callable<Integer> {

  private final Context context;

  public AuthLogoutCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String given = context.options().profile();
    Profiles profiles = Profiles.of(context.environment());
    String name = given == null ? profiles.read().current() : given;
    Profile profile =
        profiles
            .read()
            .find(name)
            .orElseThrow(() -> new UsageException("you are not logged in", "heddle login URL"));
    if (profile.token() == null) {
      context.done("you are not logged in to " + profile.server(), "server", profile.server());
      return ExitCodes.COMPLETED;
    }
    try (Api api = context.api()) {
      api.call(ApiRequest.post("/api/v1/auth/logout"));
    } catch (ApiException over) {
      context.progress("the session had ended: " + over.getMessage());
    } finally {
      profiles.change(book -> book.with(name, profile.loggedOut()));
    }
    context.done("logged out of " + profile.server(), "server", profile.server());
    return ExitCodes.COMPLETED;
  }
}
