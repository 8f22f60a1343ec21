package dev.heddle.engine.loop;

import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ExecutionStore;
import java.util.List;

/** One lane's commits, numbered, so that none is written twice or late. */
final class Commits {

  private final ExecutionStore store;
  private final ExecutionStore.Lease lease;
  private long number;

  Commits(ExecutionStore store, ExecutionStore.Lease lease) {
    this.store = store;
    this.lease = lease;
  }

  /** A commit of which nobody knows whether it was written. */
  record InDoubt(List<Envelope> work, Batch batch, List<Changes> changes) {}

  /** Writes a batch; false if the lease is lost. */
  boolean write(Batch batch, List<Changes> changes) {
    return store.commit(lease, ++number, changes, batch.answered());
  }

  /** What became of the last one. */
  ExecutionStore.Fate settle() {
    return store.settle(lease, number);
  }
}
