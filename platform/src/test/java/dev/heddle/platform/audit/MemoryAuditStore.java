package dev.heddle.platform.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An audit log in memory. */
public final class MemoryAuditStore implements AuditStore {

  private final List<AuditEntry> entries = new ArrayList<>();

  @Override
  public synchronized void append(Function<Head, List<AuditEntry>> next) {
    entries.addAll(next.apply(head()));
  }

  @Override
  public synchronized Head head() {
    return entries.isEmpty()
        ? new Head(0, "")
        : new Head(entries.getLast().number(), entries.getLast().hash());
  }

  @Override
  public synchronized List<AuditEntry> after(long number, int limit) {
    return entries.stream().filter(entry -> entry.number() > number).limit(limit).toList();
  }

  @Override
  public synchronized List<AuditEntry> before(long number, Filter filter, int limit) {
    return entries.reversed().stream()
        .filter(entry -> entry.number() < number)
        .filter(entry -> filter.actor() == null || filter.actor().equals(entry.deed().actor()))
        .filter(entry ->
            filter.operation() == null || filter.operation().equals(entry.deed().operation()))
        .limit(limit)
        .toList();
  }
}
