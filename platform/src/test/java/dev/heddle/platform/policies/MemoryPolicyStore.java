package dev.heddle.platform.policies;

import dev.heddle.testkit.MemoryClaims;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Policies in memory, told to the claims beside them. */
public final class MemoryPolicyStore implements PolicyStore {

  private final Map<String, Row> rows = new TreeMap<>();
  private final MemoryClaims claims;
  private long revision = 1;

  public MemoryPolicyStore(MemoryClaims claims) {
    this.claims = claims;
  }

  @Override
  public synchronized List<Row> all() {
    return List.copyOf(rows.values());
  }

  @Override
  public synchronized void save(Row row) {
    rows.put(row.ref(), row);
    claims.put(PolicyDocument.stored(row.document()));
    revision++;
  }

  @Override
  public synchronized boolean delete(String ref) {
    claims.remove(ref);
    revision++;
    return rows.remove(ref) != null;
  }

  @Override
  public synchronized long revision() {
    return revision;
  }
}
