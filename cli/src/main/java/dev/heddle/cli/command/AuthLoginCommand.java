package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.api.Connection;
import dev.heddle.cli.api.HttpApi;
import dev.heddle.cli.api.Profile;
import dev.heddle.cli.api.Profiles;
import dev.heddle.cli.api.ServerAddress;
import dev.heddle.cli.input.UsageException;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle login} (S1-172). */
@Command(
    addMethodSubcommands = false,
    name = "login",
    aliases = "token-login",
    description = "Logs in to a server and uses it from then on.",
    footer = {
      "",
      "Asks for a token, or with --user for a password, unseen; without a terminal it reads them",
      "from standard input. They are never arguments, which others on the machine see. What",
      "the server gives is kept in profiles.json in HEDDLE_HOME, which only you can read.",
      "--profile names what is kept; default if left out.",
      "",
      "Examples:",
      "  heddle login https://heddle.example.org",
      "  heddle login https://heddle.example.org --user ada --profile production",
      "  heddle login https://heddle.example.org --sso",
      "  pass show heddle | heddle login https://heddle.example.org",
      "  heddle --profile local execution list"
    })
public final class AuthLoginCommand implements Callable<Integer> {

  private static final String USUAL_NAME = "default";

  private final Context context;

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description = "The server; that of the profile if left out.")
  private @Nullable String url;

  @Option(names = "--user", paramLabel = "LOGIN", description = "Log in with a password.")
  private @Nullable String user;

  @Option(
      names = "--sso",
      description = "Log in at the identity provider of the server, with a browser here.")
  private boolean provider;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "Certificates in PEM that prove who the server is, instead of the system's.")
  private @Nullable Path caFile;

  public AuthLoginCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    String given = context.options().profile();
    String name = given == null ? USUAL_NAME : given;
    if (!Profile.isName(name)) {
      throw new UsageException("a profile cannot be called " + name);
    }
    Profiles profiles = Profiles.of(context.environment());
    Optional<Profile> former = profiles.read().find(name);
    URI server = server(former);
    Optional<Path> trusted =
        Optional.ofNullable(caFile)
            .map(Path::toAbsolutePath)
            .or(() -> former.map(Profile::caFile).map(Path::of));
    Profile profile = logIn(Connection.to(server, trusted), trusted);
    profiles.change(book -> book.with(name, profile).using(name));
    if (context.options().isDocument()) {
      context.print(
          MapValue.builder()
              .put("server", profile.server())
              .put("login", profile.login())
              .put("profile", name)
              .build());
    } else {
      context.print(
          "logged in to " + server + " as " + profile.login() + "; profile " + name + " is in use");
    }
    return ExitCodes.COMPLETED;
  }

  private URI server(Optional<Profile> former) {
    String written = url == null ? context.options().apiUrl() : url;
    if (written == null) {
      written =
          former
              .map(Profile::server)
              .orElseThrow(() ->
                  new UsageException("say where the server is", "heddle login https://HOST:PORT"));
    }
    return ServerAddress.of(written, context.environment());
  }

  private Profile logIn(Connection server, Optional<Path> trusted)
      throws IOException, InterruptedException {
    String file = trusted.map(Path::toString).orElse(null);
    if (provider) {
      return withSession(server, file, new BrowserLogin(context, server).begin());
    }
    if (user == null) {
      String token = TypedSecret.read(context, "token for " + server.server()).strip();
      return new Profile(server.server().toString(), file, login(server, token), token, null);
    }
    String password = TypedSecret.read(context, "password of " + user);
    try (HttpApi api = new HttpApi(server)) {
      MapValue begun =
          api.one(
              ApiRequest.post("/api/v1/auth/login").with("login", user).with("password", password));
      return withSession(server, file, begun);
    }
  }

  private static Profile withSession(Connection server, @Nullable String file, MapValue begun) {
    return new Profile(
        server.server().toString(),
        file,
        Shown.text(begun, "login"),
        Shown.text(begun, "access_token"),
        Shown.text(begun, "refresh_token"));
  }

  /** Whose token it is: one that proves nothing is not kept. */
  private static String login(Connection server, String token) {
    if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new UsageException("this is no token", "heddle identity token LOGIN makes one");
    }
    try (HttpApi api = new HttpApi(server.withToken(token))) {
      return Shown.text(api.one(ApiRequest.get("/api/v1/auth/whoami")), "login");
    }
  }
}
