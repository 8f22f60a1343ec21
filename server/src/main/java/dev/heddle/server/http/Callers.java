package dev.heddle.server.http;

import dev.heddle.platform.access.Principal;

/** Tells who makes a request, from its headers. */
@FunctionalInterface
public interface Callers {

  /**
   * The caller; {@link Principal#anonymous()} if the headers prove nothing.
   *
   * @throws ProblemException if what they say must not be used like this
   */
  Principal of(Incoming request);

  /**
   * Every request comes from the person at this machine: right only while the server listens on
   * loopback, and only if somebody asked for it.
   */
  static Callers thisMachine(String login) {
    Principal caller = Principal.operator(login);
    return _ -> caller;
  }
}
