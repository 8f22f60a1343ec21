package dev.heddle.server.http;

/** Answers the calls of one route. */
@FunctionalInterface
public interface Endpoint {

  /**
   * Answers a call that was already authorised.
   *
   * @throws ProblemException if the call is refused
   */
  Reply answer(Call call);
}
