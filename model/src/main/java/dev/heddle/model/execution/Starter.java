package dev.heddle.model.execution;

import java.util.List;

/**
 * Whose rights an execution has (S1-166).
 *
 * @param login who started it, or for whom it was started
 * @param permissionSets it may do no more than these and the login both permit; none: all that the
 *     login may do (S1-149)
 */
public record Starter(String login, List<String> permissionSets) {

  public Starter {
    permissionSets = List.copyOf(permissionSets);
  }

  public static Starter of(String login) {
    return new Starter(login, List.of());
  }

  public boolean isLimited() {
    return !permissionSets.isEmpty();
  }

  /** As people read it. */
  @Override
  public String toString() {
    return isLimited() ? login + ", limited to " + String.join(", ", permissionSets) : login;
  }
}
