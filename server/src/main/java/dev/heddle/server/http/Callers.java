package dev.heddle.server.http;

import java.util.Optional;
import java.util.function.Function;

/** Tells who makes a request, from its headers. */
@FunctionalInterface
public interface Callers {

  /** The caller; {@link Caller#anonymous()} if the headers prove nothing. */
  Caller of(Function<String, Optional<String>> headers);

  /**
   * Every request comes from the person at this machine: right only while the server listens on
   * loopback and no identities exist.
   */
  static Callers thisMachine(String login) {
    Caller caller = Caller.operator(login);
    return _ -> caller;
  }
}
