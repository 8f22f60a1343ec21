package dev.heddle.server;

import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.platform.keys.KeyStore;
import java.util.List;

/** A key store that nothing is in. */
final class NoKeys implements KeyStore {

  @Override
  public List<Row> all() {
    return List.of();
  }

  @Override
  public void save(Row row) {
    throw new UnsupportedOperationException("no test sets keys");
  }

  @Override
  public boolean delete(KeyOwner owner, String ref) {
    return false;
  }

  @Override
  public long revision() {
    return 0;
  }
}
