package dev.heddle.server.http;

import java.util.Objects;

/**
 * One row of the table of routes: there is no other way to be reachable.
 *
 * @param path with {@code {name}} for parameters, as in the contract
 * @param operation its id in the contract
 * @param policy what the caller must be allowed to do
 * @param accepts what kind of body it reads
 */
public record Route(
    Method method,
    String path,
    String operation,
    Policy policy,
    Endpoint endpoint,
    Accepts accepts) {

  /** Where paths of the API of today begin. */
  public static final String V1 = "/api/v1";

  public Route {
    Objects.requireNonNull(policy, () -> "the route " + operation + " has no policy");
  }

  public static Route get(String path, String operation, Policy policy, Endpoint endpoint) {
    return new Route(Method.GET, path, operation, policy, endpoint, Accepts.JSON);
  }

  public static Route post(String path, String operation, Policy policy, Endpoint endpoint) {
    return new Route(Method.POST, path, operation, policy, endpoint, Accepts.JSON);
  }

  public static Route put(String path, String operation, Policy policy, Endpoint endpoint) {
    return new Route(Method.PUT, path, operation, policy, endpoint, Accepts.JSON);
  }

  public static Route patch(String path, String operation, Policy policy, Endpoint endpoint) {
    return new Route(Method.PATCH, path, operation, policy, endpoint, Accepts.JSON);
  }

  public static Route delete(String path, String operation, Policy policy, Endpoint endpoint) {
    return new Route(Method.DELETE, path, operation, policy, endpoint, Accepts.JSON);
  }

  /** The same for another kind of body. */
  public Route accepting(Accepts other) {
    return new Route(method, path, operation, policy, endpoint, other);
  }
}
