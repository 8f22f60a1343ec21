package dev.heddle.server.http;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Permission;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Target;
import java.util.Optional;

/**
 * Decides whether a call may be made. Who may not even see a thing is told that there is none; who
 * may see it is told that this is not allowed.
 */
final class Authority {

  private Authority() {}

  /**
   * Lets a call pass.
   *
   * @throws ProblemException if it is not allowed
   */
  static void check(Policy policy, Call call) {
    Principal caller = call.caller();
    if (policy instanceof Policy.Open) {
      return;
    }
    if (caller.isAnonymous()) {
      throw new ProblemException(Problem.of(ProblemCode.UNAUTHENTICATED));
    }
    switch (policy) {
      case Policy.Open _, Policy.Known _ -> {}
      case Policy.Whole(Permission permission) -> {
        if (!caller.rights().reach(permission).everything()) {
          throw forbidden();
        }
      }
      case Policy.Some(Permission permission) -> {
        if (!caller.may(permission)) {
          throw forbidden();
        }
      }
      case Policy.One(Permission permission, Policy.Finder finder) ->
          one(caller, permission, () -> finder.find(call));
    }
  }

  /** Finds a thing only if it matters which it is. */
  private interface Search {
    Optional<Target> find();
  }

  private static void one(Principal caller, Permission permission, Search search) {
    Reach reach = caller.rights().reach(permission);
    if (reach.everything()) {
      return;
    }
    if (!caller.may(permission)) {
      throw forbidden();
    }
    require(caller, permission, search.find().orElseThrow(Authority::unknown));
  }

  static void require(Principal caller, Permission permission, Target target) {
    if (caller.may(permission, target)) {
      return;
    }
    Permission look = new Permission(permission.resource(), Operation.READ);
    throw caller.may(look, target) ? forbidden() : unknown();
  }

  /** Whether an answer to this caller must have been narrowed by the route. */
  static boolean mustNarrow(Policy policy, Principal caller) {
    return policy instanceof Policy.Some(Permission permission)
        && !caller.rights().reach(permission).everything();
  }

  private static ProblemException forbidden() {
    return new ProblemException(Problem.of(ProblemCode.FORBIDDEN));
  }

  private static ProblemException unknown() {
    return ProblemException.notFound("");
  }
}
