package dev.heddle.platform.access;

import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.Inquiry;

/**
 * The thing a request is about, as limits of grants see it.
 *
 * @param ref what it is or, for executions and inquiries, the workflow they belong to; its pack is
 *     the part before the dot
 * @param id its own id, or the ref of what has none
 */
public record Target(String ref, String id) {

  /** A thing without another id than its ref. */
  public static Target of(String ref) {
    return new Target(ref, ref);
  }

  public static Target of(Execution execution) {
    return new Target(execution.workflow(), execution.id().toString());
  }

  /**
   * An inquiry.
   *
   * @param execution the one that asks
   */
  public static Target of(Inquiry inquiry, Execution execution) {
    return new Target(execution.workflow(), inquiry.id().toString());
  }
}
