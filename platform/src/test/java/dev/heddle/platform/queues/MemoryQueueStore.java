package dev.heddle.platform.queues;

import dev.heddle.platform.queues.QueueItem.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Queues in memory, whose items nobody dispatches. */
public final class MemoryQueueStore implements QueueStore {

  private final Map<String, Listed> queues = new TreeMap<>();
  private final List<QueueItem> items = new ArrayList<>();

  @Override
  public synchronized List<Listed> all() {
    return List.copyOf(queues.values());
  }

  @Override
  public synchronized boolean add(WorkQueue queue, String owner, Instant now) {
    return queues.putIfAbsent(queue.ref(), listed(queue, owner, now)) == null;
  }

  private static Listed listed(WorkQueue queue, String owner, Instant now) {
    return new Listed(queue, null, owner, false, null, 0, 0, now, now);
  }

  @Override
  public synchronized boolean replace(WorkQueue queue, String owner, Instant now) {
    return queues.replace(queue.ref(), listed(queue, owner, now)) != null;
  }

  @Override
  public synchronized boolean pause(String ref, boolean paused, Instant now) {
    return queues.computeIfPresent(
            ref,
            (_, old) ->
                new Listed(
                    old.queue(),
                    old.pack(),
                    old.owner(),
                    paused,
                    old.problem(),
                    old.waiting(),
                    old.leased(),
                    old.createdAt(),
                    now))
        != null;
  }

  @Override
  public synchronized boolean delete(String ref) {
    return queues.remove(ref) != null;
  }

  @Override
  public synchronized Optional<Put> put(NewItem item, WorkQueue.Update update, Instant now) {
    QueueItem added =
        new QueueItem(
            items.size() + 1L,
            item.queue(),
            item.key(),
            item.priority(),
            item.payload(),
            State.QUEUED,
            0,
            null,
            null,
            now,
            now);
    items.add(added);
    return Optional.of(new Put(added, true));
  }

  @Override
  public synchronized Optional<QueueItem> item(String queue, long id) {
    return items.stream().filter(each -> each.queue().equals(queue) && each.id() == id).findFirst();
  }

  @Override
  public synchronized List<QueueItem> items(
      String queue, @Nullable State state, int offset, int limit) {
    return items.stream()
        .filter(each -> each.queue().equals(queue) && (state == null || each.state() == state))
        .sorted(Comparator.comparingLong(QueueItem::id).reversed())
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public boolean cancel(String queue, long id, Instant now) {
    return false;
  }

  @Override
  public List<String> busy() {
    return List.of();
  }

  @Override
  public Optional<Moves> pass(String ref, Instant now, Function<Scene, Moves> decide) {
    return Optional.empty();
  }

  @Override
  public Optional<Burst> burst(String ref) {
    return Optional.empty();
  }

  @Override
  public void told(String ref, long started, long emptied) {}
}
