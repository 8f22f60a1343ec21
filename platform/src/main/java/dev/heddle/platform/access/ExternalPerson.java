package dev.heddle.platform.access;

import java.util.Set;

/**
 * Somebody an identity provider vouches for.
 *
 * @param external what the provider calls them, for ever: who it is together with its name
 * @param login what they want to be called here
 * @param roles permission sets that what the provider says gives them
 */
public record ExternalPerson(
    String external, String login, String displayName, Set<String> groups, Set<String> roles) {

  public ExternalPerson {
    groups = Set.copyOf(groups);
    roles = Set.copyOf(roles);
  }
}
