package dev.heddle.platform.audit;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the audit log is durable: it grows at its end and nowhere else. */
public interface AuditStore {

  /**
   * Adds entries behind the last one; no other process adds any in between.
   *
   * @param next makes the entries that follow a head
   */
  void append(Function<Head, List<AuditEntry>> next);

  /** The last entry, as it was noted beside the log. */
  Head head();

  /** Entries after a number, oldest first. */
  List<AuditEntry> after(long number, int limit);

  /** Entries before a number, newest first; absent parts of the filter let all through. */
  List<AuditEntry> before(long number, Filter filter, int limit);

  /**
   * The end of the log.
   *
   * @param number 0 if there is nothing in it
   */
  record Head(long number, String hash) {
    static final Head EMPTY = new Head(0, "");
  }

  /** Which entries. */
  record Filter(@Nullable String actor, @Nullable String operation) {}
}
