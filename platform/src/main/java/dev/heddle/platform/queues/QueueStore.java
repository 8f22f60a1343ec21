package dev.heddle.platform.queues;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where work queues and their items are durable. */
public interface QueueStore {

  /** All queues, by ref. */
  List<Listed> all();

  /** Adds a queue; false if there is one of its ref. */
  boolean add(WorkQueue queue, String owner, Instant now);

  /** Puts another queue in the place of one that the API made; false if there is none. */
  boolean replace(WorkQueue queue, String owner, Instant now);

  /** Hands nothing out of a queue until it is resumed; false if there is none. */
  boolean pause(String ref, boolean paused, Instant now);

  /** Removes a queue that the API made, with its items; false if there is none. */
  boolean delete(String ref);

  /**
   * Puts work in.
   *
   * @param update what becomes of it if there is one of its key that waits
   * @return what is there now; empty if it was refused
   */
  Optional<Put> put(NewItem item, WorkQueue.Update update, Instant now);

  Optional<QueueItem> item(String queue, long id);

  /** Newest first. */
  List<QueueItem> items(String queue, QueueItem.@Nullable State state, int offset, int limit);

  /** Takes an item that waits out; false if it does not wait. */
  boolean cancel(String queue, long id, Instant now);

  /** The queues in which there is something to do. */
  List<String> busy();

  /**
   * Does with a queue what is decided, one server at a time and all or nothing; empty if another
   * server is at it or there is no such queue.
   */
  Optional<Moves> pass(String ref, Instant now, Function<Scene, Moves> decide);

  /** Whether a queue got work or lost the last of it; empty if there is no such queue. */
  Optional<Burst> burst(String ref);

  /**
   * How often a queue got items while it had none.
   *
   * @param busy whether something waits or is under way
   * @param started the last burst whose beginning was made an event
   * @param emptied the last whose end was
   */
  record Burst(long number, boolean busy, long started, long emptied) {}

  /** These events of the burst were made. */
  void told(String ref, long started, long emptied);

  /**
   * A queue and what there is of it.
   *
   * @param pack whose file it is; null if the API made it
   * @param owner whose rights its executions need; empty for the system
   * @param paused whether nothing is handed out for now, whatever the queue says
   * @param problem why its action cannot be started
   */
  record Listed(
      WorkQueue queue,
      @Nullable String pack,
      String owner,
      boolean paused,
      @Nullable String problem,
      long waiting,
      long leased,
      Instant createdAt,
      Instant updatedAt) {}

  /** Work that is put in. */
  record NewItem(String queue, @Nullable String key, int priority, MapValue payload) {}

  /** What putting in gave. */
  record Put(QueueItem item, boolean isNew) {}

  /**
   * What is in a queue.
   *
   * @param waiting in the order of their turn, as many as may be needed
   * @param leased with what their executions have come to
   * @param open whether it is not paused, and the time between two executions is over
   */
  record Scene(
      WorkQueue queue, String owner, List<QueueItem> waiting, List<Lease> leased, boolean open) {
    public Scene {
      waiting = List.copyOf(waiting);
      leased = List.copyOf(leased);
    }
  }

  /**
   * Items that are with one execution.
   *
   * @param status of the execution; null if it is not there (yet)
   * @param result of the execution
   * @param error of the execution, for people
   */
  record Lease(
      ExecutionId execution,
      List<QueueItem> items,
      @Nullable String status,
      boolean ended,
      @Nullable MapValue result,
      @Nullable String error) {
    public Lease {
      items = List.copyOf(items);
    }
  }

  /**
   * What happens in a queue.
   *
   * @param settled items whose executions have ended
   * @param dispatched items by the execution they go to
   * @param problem why nothing could be dispatched; null if nothing is wrong
   */
  record Moves(List<Settled> settled, List<Handed> dispatched, @Nullable String problem) {
    public Moves {
      settled = List.copyOf(settled);
      dispatched = List.copyOf(dispatched);
    }
  }

  /**
   * What became of an item.
   *
   * @param due when it may be dispatched again, if it is to be
   */
  record Settled(long item, QueueItem.State state, @Nullable String error, Instant due) {}

  /** Items that go to an execution. */
  record Handed(ExecutionId execution, List<QueueItem> items) {
    public Handed {
      items = List.copyOf(items);
    }
  }
}
