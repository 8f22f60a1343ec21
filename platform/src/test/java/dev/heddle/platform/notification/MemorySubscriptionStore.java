package dev.heddle.platform.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Subscriptions in memory, to which nothing is ever told. */
public final class MemorySubscriptionStore implements SubscriptionStore {

  private final Map<String, Subscription> all = new TreeMap<>();

  @Override
  public synchronized boolean add(Subscription subscription, String secret) {
    return all.putIfAbsent(subscription.ref(), subscription) == null;
  }

  @Override
  public synchronized List<Subscription> all() {
    return List.copyOf(all.values());
  }

  @Override
  public Optional<String> secret(String ref) {
    return Optional.empty();
  }

  @Override
  public synchronized boolean enable(String ref, boolean enabled) {
    return all.computeIfPresent(
            ref,
            (_, each) ->
                new Subscription(
                    ref, each.url(), each.filters(), each.owner(), enabled, each.createdAt()))
        != null;
  }

  @Override
  public synchronized boolean delete(String ref) {
    return all.remove(ref) != null;
  }

  @Override
  public int advance(
      String ref, int limit, Instant now, Function<List<Notification>, List<Letter>> choose) {
    return 0;
  }

  @Override
  public List<Delivery> take(Instant now, Duration lease, int limit) {
    return List.of();
  }

  @Override
  public void ended(long id, Delivery.State state, @Nullable String error, Instant again) {}

  @Override
  public List<Delivery> deliveries(
      String subscription, Delivery.@Nullable State state, int offset, int limit) {
    return List.of();
  }

  @Override
  public boolean revive(String subscription, long id, Instant now) {
    return false;
  }

  @Override
  public void prune(Instant endedBefore, Instant notedBefore) {}
}
