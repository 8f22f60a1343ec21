package dev.heddle.cli.api;

import dev.heddle.cli.input.UsageException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which server is meant: that of {@code --api-url} or {@code --profile}, else of {@code
 * HEDDLE_PROFILE} or {@code HEDDLE_API_URL}, else of the profile in use, else none.
 */
public final class Connections {

  private final Map<String, String> environment;
  private final Profiles profiles;

  public Connections(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    this.profiles = Profiles.of(environment);
  }

  /**
   * The server that is meant; empty if it is the database of this machine.
   *
   * @throws UsageException if there is no such profile
   */
  public Optional<Connection> find(@Nullable String apiUrl, @Nullable String profile) {
    if (apiUrl != null) {
      return Optional.of(at(apiUrl, profile));
    }
    String named = profile == null ? variable("HEDDLE_PROFILE").orElse(null) : profile;
    if (named != null) {
      return of(named);
    }
    Optional<String> url = variable("HEDDLE_API_URL");
    if (url.isPresent()) {
      return Optional.of(at(url.get(), null));
    }
    return of(profiles.read().current());
  }

  /** A token goes only where it was meant to. */
  private Connection at(String url, @Nullable String profile) {
    URI server = ServerAddress.of(url, environment);
    Optional<String> token = variable("HEDDLE_TOKEN");
    Profiles.Book book = profiles.read();
    Optional<Map.Entry<String, Profile>> stored =
        book.profiles().entrySet().stream()
            .filter(each -> profile == null || each.getKey().equals(profile))
            .filter(each -> each.getValue().server().equals(server.toString()))
            .min(Map.Entry.comparingByKey());
    Optional<Path> caFile =
        stored
            .flatMap(each -> caFile(each.getValue()))
            .or(() -> variable("HEDDLE_CA_FILE").map(Path::of));
    if (token.isEmpty() && stored.isPresent()) {
      return new Connection(
          stored.get().getKey(),
          server,
          caFile,
          new StoredCredentials(profiles, stored.get().getKey(), stored.get().getValue()));
    }
    return new Connection("", server, caFile, Credentials.given(token));
  }

  private Optional<Connection> of(String name) {
    if (name.equals(Profiles.LOCAL)) {
      return Optional.empty();
    }
    Profile profile =
        profiles
            .read()
            .find(name)
            .orElseThrow(
                () -> new UsageException("there is no profile " + name, "heddle config profiles"));
    return Optional.of(
        new Connection(
            name,
            ServerAddress.of(profile.server(), environment),
            caFile(profile).or(() -> variable("HEDDLE_CA_FILE").map(Path::of)),
            new StoredCredentials(profiles, name, profile)));
  }

  private static Optional<Path> caFile(Profile profile) {
    return Optional.ofNullable(profile.caFile()).map(Path::of);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
