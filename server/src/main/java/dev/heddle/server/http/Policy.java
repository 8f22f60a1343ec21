package dev.heddle.server.http;

/** What a caller must be allowed to do for a route to answer. */
public enum Policy {
  /** Anyone, without identity; a route must ask for this by name (security row 1). */
  PUBLIC,
  /** Look at definitions and executions. */
  READ,
  /** Start, stop and continue executions. */
  RUN,
  /** Create, change and delete definitions. */
  AUTHOR,
  /** Reply inquiries (S1-106). */
  RESPOND
}
