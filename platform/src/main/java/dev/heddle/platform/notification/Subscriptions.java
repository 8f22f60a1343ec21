package dev.heddle.platform.notification;

import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.keys.ServerKey;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who is told by requests of what happens. */
public final class Subscriptions {

  private static final Pattern REF = Pattern.compile("[a-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");
  private static final int LONGEST = 2_000;
  private static final int MOST_FILTERS = 20;
  private static final int SECRET_BYTES = 32;

  private final SubscriptionStore store;
  private final ServerKey key;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public Subscriptions(SubscriptionStore store, ServerKey key, InstantSource clock) {
    this.store = store;
    this.key = key;
    this.clock = clock;
  }

  /** A new subscription, and the secret of its signatures, which is said once. */
  public record Made(Subscription subscription, String secret) {}

  /** All by ref. */
  public List<Subscription> list() {
    return store.all();
  }

  public Answer<Subscription> find(String ref) {
    return store.all().stream()
        .filter(each -> each.ref().equals(ref))
        .findFirst()
        .<Answer<Subscription>>map(Answer::done)
        .orElseGet(() -> missing(ref));
  }

  /**
   * Adds a subscription: 400 if it is wrong, 409 if there is one of that ref.
   *
   * @param owner whose rights decide what is told; empty for the system
   */
  public Answer<Made> create(String ref, String url, List<String> filters, String owner) {
    List<FieldError> errors = new ArrayList<>();
    if (!REF.matcher(ref).matches() || ref.length() > 255) {
      errors.add(new FieldError("ref", "is pack.name, of letters, digits, _ and -"));
    }
    URI address = address(url);
    if (address == null) {
      errors.add(new FieldError("url", "is an http or https address without a login"));
    }
    if (filters.isEmpty() || filters.size() > MOST_FILTERS) {
      errors.add(new FieldError("filters", "are 1 to " + MOST_FILTERS));
    }
    for (int i = 0; i < filters.size(); i++) {
      if (Filter.parse(filters.get(i)).isEmpty()) {
        errors.add(new FieldError("filters." + i, "is no filter"));
      }
    }
    if (address == null || !errors.isEmpty()) {
      return Answer.refused(
          Refusal.invalid("invalid_subscription", "The subscription is not valid", errors));
    }
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = "whs_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Subscription made = new Subscription(ref, address, filters, owner, true, clock.instant());
    return store.add(made, key.seal(secret))
        ? Answer.done(new Made(made, secret))
        : Answer.refused(
            Refusal.conflict(
                "duplicate_subscription", "There is a subscription " + ref + " already"));
  }

  private static @Nullable URI address(String url) {
    try {
      URI address = URI.create(url);
      String scheme = String.valueOf(address.getScheme());
      boolean good =
          url.length() <= LONGEST
              && (scheme.equals("https") || scheme.equals("http"))
              && address.getHost() != null
              && address.getRawUserInfo() == null;
      return good ? address : null;
    } catch (IllegalArgumentException none) {
      return null;
    }
  }

  public Answer<Subscription> enable(String ref, boolean enabled) {
    return store.enable(ref, enabled) ? find(ref) : missing(ref);
  }

  /** Removes a subscription, and what was on its way. */
  public Answer<Subscription> delete(String ref) {
    return find(ref)
        .map(found -> {
          store.delete(ref);
          return found;
        });
  }

  /** What is on its way, has arrived or died; newest first. */
  public Answer<List<Delivery>> deliveries(
      String ref, Delivery.@Nullable State state, int offset, int limit) {
    return find(ref).map(_ -> store.deliveries(ref, state, offset, limit));
  }

  /** Tries one that is dead again. */
  public Answer<Boolean> revive(String ref, long delivery) {
    return store.revive(ref, delivery, clock.instant())
        ? Answer.done(true)
        : Answer.refused(
            Refusal.notFound("unknown_delivery", "There is no dead delivery of that id"));
  }

  private static <T> Answer<T> missing(String ref) {
    return Answer.refused(
        Refusal.notFound("unknown_subscription", "There is no subscription " + ref));
  }
}
