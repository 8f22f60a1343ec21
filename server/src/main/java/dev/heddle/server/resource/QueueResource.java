package dev.heddle.server.resource;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.queues.QueueItem;
import dev.heddle.platform.queues.QueueStore;
import dev.heddle.platform.queues.QueueView;
import dev.heddle.platform.queues.Queues;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Paging;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import java.util.List;
import java.util.Optional;

/** Work queues and what is in them (S1-163). */
public final class QueueResource {

  private static final String PATH = "/api/v1/queues/";

  private final Queues queues;
  private final Starts starts;
  private final Runnable ring;

  /**
   * The resource of one server.
   *
   * @param ring tells that there is something to dispatch
   */
  public QueueResource(Queues queues, Starts starts, Runnable ring) {
    this.queues = queues;
    this.starts = starts;
    this.ring = ring;
  }

  private static String ref(Call call) {
    return call.path("queue_ref");
  }

  /** The queue a path names; its items are within reach as it is. */
  public Optional<Target> target(Call call) {
    return Optional.of(Target.of(ref(call)));
  }

  public Reply list(Call call) {
    Query query = call.query("page", "per_page");
    Reach reach = call.reach(Resource.QUEUES, Operation.READ);
    List<QueueStore.Listed> seen =
        queues.list().stream()
            .filter(each -> reach.covers(each.queue().ref(), each.queue().ref()))
            .toList();
    return Paging.of(query).part(seen, QueueView::toValue);
  }

  public Reply get(Call call) {
    call.query();
    return Reply.data(QueueView.toValue(Answers.of(queues.find(ref(call)))));
  }

  public Reply create(Call call) {
    MapValue document = checked(call, Operation.CREATE);
    QueueStore.Listed made = Answers.of(queues.create(document, call.caller().owner()));
    return Reply.created(PATH + made.queue().ref(), QueueView.toValue(made));
  }

  public Reply replace(Call call) {
    MapValue document = checked(call, Operation.UPDATE);
    QueueStore.Listed now = Answers.of(queues.replace(ref(call), document, call.caller().owner()));
    ring.run();
    return Reply.data(QueueView.toValue(now));
  }

  /** Who makes a queue must be allowed what it starts (security row 14). */
  private MapValue checked(Call call, Operation operation) {
    MapValue document = call.body().all();
    call.require(Resource.QUEUES, operation, Target.of(text(document, "ref")));
    starts.require(call, text(document, "dispatch_action"));
    return document;
  }

  private static String text(MapValue document, String key) {
    return document.get(key) instanceof TextValue(String text) ? text : "";
  }

  /** Nothing is handed out until it is resumed. */
  public Reply pause(Call call) {
    return paused(call, true);
  }

  public Reply resume(Call call) {
    return paused(call, false);
  }

  private Reply paused(Call call, boolean paused) {
    call.body().end();
    QueueStore.Listed now = Answers.of(queues.pause(ref(call), paused));
    ring.run();
    return Reply.data(QueueView.toValue(now));
  }

  public Reply delete(Call call) {
    call.body().end();
    QueueStore.Listed gone = Answers.of(queues.delete(ref(call)));
    return Reply.data(
        MapValue.builder().put("ref", gone.queue().ref()).put("deleted", true).build());
  }

  public Reply items(Call call) {
    Query query = call.query("state", "page", "per_page");
    QueueItem.State state =
        query.oneOf("state", QueueItem.State.values(), QueueItem.State::label).orElse(null);
    Paging paging = Paging.of(query);
    List<QueueItem> oneMore =
        Answers.of(queues.items(ref(call), state, paging.offset(), paging.size() + 1));
    return paging.more(oneMore, QueueView::toValue);
  }

  /** 201 for a new item, 200 for one that waits under the same key. */
  public Reply put(Call call) {
    Fields fields = call.body();
    String key = fields.text("item_key").orElse(null);
    Integer priority = fields.number("priority").orElse(null);
    MapValue payload = fields.map("payload");
    fields.end();
    QueueStore.Put put = Answers.of(queues.put(ref(call), key, priority, payload));
    ring.run();
    MapValue view = QueueView.toValue(put.item());
    return put.isNew()
        ? Reply.created(PATH + ref(call) + "/items/" + put.item().id(), view)
        : Reply.data(view);
  }

  public Reply item(Call call) {
    call.query();
    return Reply.data(QueueView.toValue(Answers.of(queues.item(ref(call), id(call)))));
  }

  public Reply cancel(Call call) {
    call.body().end();
    return Reply.data(QueueView.toValue(Answers.of(queues.cancel(ref(call), id(call)))));
  }

  private static long id(Call call) {
    return call.number("id", "item");
  }
}
