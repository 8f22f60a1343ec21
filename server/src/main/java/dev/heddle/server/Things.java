package dev.heddle.server;

import static dev.heddle.server.http.Policy.one;
import static dev.heddle.server.http.Route.get;

import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.server.http.Endpoint;
import dev.heddle.server.http.Policy;
import dev.heddle.server.http.Route;

/**
 * Things of one kind as the API shows them: the rows that are the same for every kind.
 *
 * @param path of all of them
 * @param name of the parameter that names one, in braces
 * @param finder finds what that parameter names
 */
record Things(String path, String name, Resource resource, Policy.Finder finder) {

  /** What a caller must be allowed to do with the one that is named. */
  Policy may(Operation operation) {
    return Policy.one(resource, operation, finder);
  }

  Route list(String operation, Endpoint endpoint) {
    return Route.get(path, operation, Policy.some(resource, Operation.READ), endpoint);
  }

  Route create(String operation, Endpoint endpoint) {
    return Route.post(path, operation, Policy.some(resource, Operation.CREATE), endpoint);
  }

  Route get(String operation, Endpoint endpoint) {
    return get("", operation, endpoint);
  }

  /** Something below the path of one. */
  Route get(String below, String operation, Endpoint endpoint) {
    return Route.get(one() + below, operation, may(Operation.READ), endpoint);
  }

  Route replace(String operation, Endpoint endpoint) {
    return Route.put(one(), operation, may(Operation.UPDATE), endpoint);
  }

  /** Something that is done with one. */
  Route post(String below, String operation, Operation needed, Endpoint endpoint) {
    return Route.post(one() + below, operation, may(needed), endpoint);
  }

  Route delete(String operation, Endpoint endpoint) {
    return Route.delete(one(), operation, may(Operation.DELETE), endpoint);
  }

  private String one() {
    return path + "/" + name;
  }
}
