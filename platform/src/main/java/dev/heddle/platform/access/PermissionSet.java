package dev.heddle.platform.access;

import java.util.List;

/**
 * A named list of grants; what none of them permits is refused.
 *
 * @param builtIn whether Heddle brings it along, so that nobody can change it
 */
public record PermissionSet(
    String ref, String label, String description, List<Grant> grants, boolean builtIn) {

  public PermissionSet {
    grants = List.copyOf(grants);
  }
}
