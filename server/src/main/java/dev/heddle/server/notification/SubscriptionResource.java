package dev.heddle.server.notification;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.notification.Delivery;
import dev.heddle.platform.notification.Subscription;
import dev.heddle.platform.notification.Subscriptions;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Paging;
import dev.heddle.server.http.Problem;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.server.resource.Answers;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is told by requests of what happens, and what became of the requests. */
public final class SubscriptionResource {

  private static final String PATH = "/api/v1/subscriptions/";
  private static final int LONGEST = 2_000;

  private final Subscriptions subscriptions;

  public SubscriptionResource(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  /** The stream itself is opened by an upgrade; who asks without one is told so. */
  public Reply stream(Call call) {
    Problem problem =
        ProblemException.invalid(
                "header.upgrade", "must be websocket: this is the stream of notifications")
            .problem();
    return new Reply.Body(
        problem.status(),
        Problem.MEDIA_TYPE,
        new String(problem.toBytes(), StandardCharsets.UTF_8),
        Map.of());
  }

  private static String ref(Call call) {
    return call.path("subscription_ref");
  }

  /** The subscription a path names. */
  public Optional<Target> target(Call call) {
    return Optional.of(Target.of(ref(call)));
  }

  public Reply list(Call call) {
    Query query = call.query("page", "per_page");
    Reach reach = call.reach(Resource.SUBSCRIPTIONS, Operation.READ);
    List<Subscription> seen =
        subscriptions.list().stream().filter(each -> reach.covers(each.ref(), each.ref())).toList();
    return Paging.of(query).part(seen, SubscriptionResource::view);
  }

  public Reply create(Call call) {
    Fields fields = call.body();
    String ref = fields.requiredText("ref", LONGEST);
    String url = fields.requiredText("url", LONGEST);
    List<String> filters =
        fields.textSet("filters").map(all -> all.stream().sorted().toList()).orElse(List.of());
    fields.end();
    call.require(Resource.SUBSCRIPTIONS, Operation.CREATE, Target.of(ref));
    Subscriptions.Made made =
        Answers.of(subscriptions.create(ref, url, filters, call.caller().owner()));
    return Reply.created(
        PATH + ref, view(made.subscription()).with("secret", Value.of(made.secret())));
  }

  public Reply get(Call call) {
    call.query();
    return Reply.data(view(Answers.of(subscriptions.find(ref(call)))));
  }

  public Reply delete(Call call) {
    call.body().end();
    Subscription gone = Answers.of(subscriptions.delete(ref(call)));
    return Reply.data(MapValue.builder().put("ref", gone.ref()).put("deleted", true).build());
  }

  public Reply enable(Call call) {
    return switched(call, true);
  }

  public Reply disable(Call call) {
    return switched(call, false);
  }

  private Reply switched(Call call, boolean enabled) {
    call.body().end();
    return Reply.data(view(Answers.of(subscriptions.enable(ref(call), enabled))));
  }

  public Reply deliveries(Call call) {
    Query query = call.query("state", "page", "per_page");
    Delivery.State state =
        query.oneOf("state", Delivery.State.values(), Delivery.State::label).orElse(null);
    Paging paging = Paging.of(query);
    List<Delivery> oneMore =
        Answers.of(subscriptions.deliveries(ref(call), state, paging.offset(), paging.size() + 1));
    return paging.more(oneMore, SubscriptionResource::view);
  }

  public Reply retry(Call call) {
    call.body().end();
    long id = call.number("id", "delivery");
    Answers.of(subscriptions.revive(ref(call), id));
    return Reply.data(MapValue.builder().put("id", id).put("state", "pending").build());
  }

  private static MapValue view(Subscription subscription) {
    return MapValue.builder()
        .put("ref", subscription.ref())
        .put("url", subscription.url().toString())
        .put(
            "filters",
            new ListValue(subscription.filters().stream().<Value>map(Value::of).toList()))
        .put("owner", subscription.owner())
        .put("enabled", subscription.enabled())
        .put("created_at", subscription.createdAt().toString())
        .build();
  }

  private static MapValue view(Delivery delivery) {
    String error = delivery.error();
    boolean waits = delivery.state() == Delivery.State.PENDING;
    return MapValue.builder()
        .put("id", delivery.id())
        .put("notification", delivery.notification())
        .put("type", delivery.type())
        .put("state", delivery.state().label())
        .put("attempts", delivery.attempts())
        .put("due_at", waits ? Value.of(delivery.dueAt().toString()) : Value.nothing())
        .put("error", error == null ? Value.nothing() : Value.of(error))
        .put("created_at", delivery.createdAt().toString())
        .build();
  }
}
