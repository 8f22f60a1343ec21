package dev.heddle.platform.queues;

import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.inquiries.ResponseSchema;
import dev.heddle.platform.queues.QueueStore.Listed;
import dev.heddle.platform.queues.QueueStore.NewItem;
import dev.heddle.platform.queues.QueueStore.Put;
import dev.heddle.values.MapValue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The work queues of an installation and what is put into them (S1-163). */
public final class Queues {

  private static final int LONGEST_KEY = 255;

  private final QueueStore store;
  private final InstantSource clock;

  public Queues(QueueStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** All by ref. */
  public List<Listed> list() {
    return store.all();
  }

  public Answer<Listed> find(String ref) {
    return store.all().stream()
        .filter(each -> each.queue().ref().equals(ref))
        .findFirst()
        .<Answer<Listed>>map(Answer::done)
        .orElseGet(
            () -> Answer.refused(Refusal.notFound("unknown_queue", "There is no queue " + ref)));
  }

  /**
   * Adds a queue: 400 if it is wrong, 409 if there is one of that ref.
   *
   * @param owner whose rights its executions need; empty for the system
   */
  public Answer<Listed> create(MapValue document, String owner) {
    return QueueDocument.read(document)
        .then(queue ->
            store.add(queue, owner, clock.instant())
                ? find(queue.ref())
                : Answer.refused(
                    Refusal.conflict(
                        "duplicate_queue", "There is a queue " + queue.ref() + " already")));
  }

  /** Puts another queue in the place of one; what is in it stays. */
  public Answer<Listed> replace(String ref, MapValue document, String owner) {
    return changeable(ref)
        .then(_ -> QueueDocument.read(document))
        .then(queue -> {
          if (!queue.ref().equals(ref)) {
            return Answer.refused(
                Refusal.invalid("invalid_queue", "A queue keeps its ref", List.of()));
          }
          store.replace(queue, owner, clock.instant());
          return find(ref);
        });
  }

  /** Hands nothing out for now, also of a queue that came with a pack; what runs goes on. */
  public Answer<Listed> pause(String ref, boolean paused) {
    return find(ref)
        .then(_ -> {
          store.pause(ref, paused, clock.instant());
          return find(ref);
        });
  }

  /** Removes a queue and what is in it; executions under way go on. */
  public Answer<Listed> delete(String ref) {
    return changeable(ref)
        .map(found -> {
          store.delete(ref);
          return found;
        });
  }

  private Answer<Listed> changeable(String ref) {
    return find(ref)
        .then(found ->
            found.pack() == null
                ? Answer.done(found)
                : Answer.refused(
                    Refusal.conflict(
                        "queue_of_pack",
                        "The queue `" + ref + "` is a file of its pack: change it there")));
  }

  /**
   * Puts work in: 400 if the payload is not what the queue takes, 409 if it takes nothing or
   * something of the key waits and must not change.
   *
   * @param priority null for that of the queue
   */
  public Answer<Put> put(
      String ref, @Nullable String key, @Nullable Integer priority, MapValue payload) {
    return find(ref)
        .then(found -> {
          WorkQueue queue = found.queue();
          List<FieldError> errors = new ArrayList<>(FieldError.brokenTexts("payload", payload));
          if (key != null && (key.isEmpty() || key.length() > LONGEST_KEY)) {
            errors.add(new FieldError("item_key", "has 1 to " + LONGEST_KEY + " characters"));
          }
          if (!queue.itemSchema().isEmpty()) {
            new ResponseSchema(queue.itemSchema())
                .check(payload)
                .forEach(
                    each -> errors.add(new FieldError("payload." + each.path(), each.message())));
          }
          if (!errors.isEmpty()) {
            return Answer.refused(
                Refusal.invalid("invalid_item", "The queue does not take this item", errors));
          }
          if (!queue.accepting()) {
            return Answer.refused(
                Refusal.conflict("queue_closed", "The queue " + ref + " takes no new items"));
          }
          int rank = priority == null ? queue.defaultPriority() : priority;
          return store
              .put(new NewItem(ref, key, rank, payload), queue.update(), clock.instant())
              .<Answer<Put>>map(Answer::done)
              .orElseGet(() ->
                  Answer.refused(
                      Refusal.conflict(
                          "item_pending", "An item of this key waits and does not change")));
        });
  }

  public Answer<QueueItem> item(String ref, long id) {
    return store
        .item(ref, id)
        .<Answer<QueueItem>>map(Answer::done)
        .orElseGet(
            () -> Answer.refused(Refusal.notFound("unknown_item", "There is no item " + id)));
  }

  /** Newest first. */
  public Answer<List<QueueItem>> items(
      String ref, QueueItem.@Nullable State state, int offset, int limit) {
    return find(ref).map(_ -> store.items(ref, state, offset, limit));
  }

  /** Takes an item out that waits; 409 if it does not. */
  public Answer<QueueItem> cancel(String ref, long id) {
    return item(ref, id)
        .then(_ ->
            store.cancel(ref, id, clock.instant())
                ? item(ref, id)
                : Answer.refused(Refusal.conflict("item_not_waiting", "The item does not wait")));
  }
}
