package dev.heddle.cli.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server and how to talk to it.
 *
 * @param name of the profile it comes from; empty if from none
 * @param caFile whom to trust instead of those whom the system trusts
 */
public record Connection(String name, URI server, Optional<Path> caFile, Credentials credentials) {

  /** A server one is nobody for yet. */
  public static Connection to(URI server, Optional<Path> caFile) {
    return new Connection("", server, caFile, Credentials.NONE);
  }

  /** The same with a token. */
  public Connection withToken(String token) {
    return new Connection(name, server, caFile, Credentials.given(Optional.of(token)));
  }

  public boolean hasToken() {
    return credentials.token().isPresent();
  }

  /** How people know it. */
  public String described() {
    return name.isEmpty() ? server.toString() : "profile " + name + ", " + server;
  }
}
