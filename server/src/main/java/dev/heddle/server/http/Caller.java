package dev.heddle.server.http;

import java.util.EnumSet;
import java.util.Set;

/**
 * Who makes a request.
 *
 * @param login what executions and answers are recorded under
 */
public record Caller(String login, Set<Policy> allowed) {

  public Caller {
    allowed = Set.copyOf(allowed);
  }

  /** A caller without identity: sees what is public. */
  public static Caller anonymous() {
    return new Caller("", EnumSet.of(Policy.PUBLIC));
  }

  /** A caller who may do everything. */
  public static Caller operator(String login) {
    return new Caller(login, EnumSet.allOf(Policy.class));
  }

  public boolean may(Policy policy) {
    return allowed.contains(policy);
  }

  public boolean isAnonymous() {
    return login.isEmpty();
  }
}
