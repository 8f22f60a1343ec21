package dev.heddle.server.http;

import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Permission;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import java.util.Optional;

/** What a caller must be allowed to do for a route to answer; there is no route without one. */
public sealed interface Policy {

  /** Anyone, without identity; a route must ask for this by name (security row 1). */
  Policy PUBLIC = new Open();

  /** Anyone who is known; the route is about nobody but the caller. */
  Policy KNOWN = new Known();

  /** Anyone, without identity. */
  record Open() implements Policy {}

  /** Anyone with an identity. */
  record Known() implements Policy {}

  /** A permission without any limit: the route is not about single things. */
  record Whole(Permission permission) implements Policy {}

  /**
   * A permission for some things at least: the route must narrow what it does by {@link Call#reach}
   * or {@link Call#require}; an answer to a limited caller that was not narrowed is withheld.
   */
  record Some(Permission permission) implements Policy {}

  /** A permission for the one thing the path names. */
  record One(Permission permission, Finder finder) implements Policy {}

  /** Finds what a path names. */
  @FunctionalInterface
  interface Finder {

    /** What permissions are checked against; empty if there is no such thing. */
    Optional<Target> find(Call call);
  }

  static Policy whole(Resource resource, Operation operation) {
    return new Whole(new Permission(resource, operation));
  }

  static Policy some(Resource resource, Operation operation) {
    return new Some(new Permission(resource, operation));
  }

  static Policy one(Resource resource, Operation operation, Finder finder) {
    return new One(new Permission(resource, operation), finder);
  }
}
