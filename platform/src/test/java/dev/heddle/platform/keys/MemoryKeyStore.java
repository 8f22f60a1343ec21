package dev.heddle.platform.keys;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys in memory, for tests. */
public final class MemoryKeyStore implements KeyStore {

  private final Map<List<Object>, Row> rows = new LinkedHashMap<>();
  private long revision = 1;

  @Override
  public synchronized List<Row> all() {
    return List.copyOf(rows.values());
  }

  @Override
  public synchronized void save(Row row) {
    revision++;
    rows.merge(
        List.of(row.owner(), row.ref()),
        row,
        (before, after) ->
            new Row(
                after.owner(),
                after.ref(),
                after.name(),
                after.secret(),
                after.sealed(),
                before.createdAt(),
                after.updatedAt()));
  }

  @Override
  public synchronized boolean delete(KeyOwner owner, String ref) {
    revision++;
    return rows.remove(List.of(owner, ref)) != null;
  }

  @Override
  public synchronized long revision() {
    return revision;
  }
}
