package dev.heddle.platform.event;

import java.util.List;
import java.util.TreeMap;

/** Rules in memory. */
public final class MemoryRuleStore implements RuleStore {

  private final TreeMap<String, Row> rows = new TreeMap<>();
  private long revision = 1;

  @Override
  public synchronized List<Row> all() {
    return List.copyOf(rows.values());
  }

  @Override
  public synchronized void save(Row row) {
    rows.put(row.ref(), row);
    revision++;
  }

  @Override
  public synchronized boolean delete(String ref) {
    revision++;
    return rows.remove(ref) != null;
  }

  @Override
  public synchronized long revision() {
    return revision;
  }
}
