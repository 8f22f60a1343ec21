package dev.heddle.platform.event;

import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.event.WebhookStore.Webhook;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Sha256;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Requests that become events (S1-147). What it accepts is durable. Thread safe. */
public final class Webhooks {

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int KEY_LENGTH = 32;
  private static final int MOST_NETWORKS = 100;

  private final Rules rules;
  private final Events events;
  private final WebhookStore store;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Window> windows = new ConcurrentHashMap<>();
  private volatile Known known;

  Webhooks(Rules rules, Events events, WebhookStore store, InstantSource clock) {
    this.rules = rules;
    this.events = events;
    this.store = store;
    this.clock = clock;
    this.known = load();
  }

  private record Known(long revision, Instant at, Map<String, Webhook> byHash) {}

  /** How many requests came in one minute. */
  private record Window(long minute, Semaphore left) {}

  /**
   * What is said once: the key in the address and, if one was made, the secret of signatures.
   *
   * @param secret null if none was made now
   */
  public record Opened(Webhook webhook, String key, @Nullable String secret) {}

  /**
   * How a webhook shall be.
   *
   * @param signed whether requests must be signed
   * @param secret of signatures; made if it is null
   */
  public record Settings(
      boolean signed, @Nullable String secret, List<String> networks, @Nullable Integer perMinute) {
    public Settings {
      networks = List.copyOf(networks);
    }
  }

  /** A request as it came. */
  @SuppressWarnings("ArrayRecordComponent") // Signed and parsed as it is, never compared.
  public record Delivery(
      byte[] body, Optional<String> signature, Optional<String> id, String address) {}

  private Known load() {
    long revision = store.revision();
    Map<String, Webhook> byHash = new HashMap<>();
    store.all().forEach(each -> byHash.put(each.keyHash(), each));
    return new Known(revision, clock.instant(), byHash);
  }

  /** Takes over what other processes changed. */
  void refresh() {
    if (store.revision() != known.revision()) {
      known = load();
    }
  }

  /** Opens the webhook of a trigger, or sets it anew; its key is another then. */
  public Answer<Opened> enable(String trigger, Settings settings) {
    if (rules.book().trigger(trigger).filter(type -> !type.isTimer()).isEmpty()) {
      return missing(trigger);
    }
    List<FieldError> errors =
        settings.networks().stream()
            .filter(network -> !Networks.isNetwork(network))
            .map(_ -> new FieldError("allowed_ips", "must be addresses or networks"))
            .toList();
    if (!errors.isEmpty() || settings.networks().size() > MOST_NETWORKS) {
      return Answer.refused(
          Refusal.invalid("invalid_request", "allowed_ips are not networks", errors));
    }
    String given = settings.secret();
    String made = settings.signed() && given == null ? text() : null;
    String secret = given == null ? made : given;
    Instant now = clock.instant();
    String key = "wh_" + text();
    Webhook webhook =
        new Webhook(
            trigger,
            Sha256.hex(key),
            secret == null ? null : SecretValue.mark(Value.of(secret)),
            true,
            settings.networks(),
            settings.perMinute(),
            now,
            now);
    save(webhook);
    return Answer.done(new Opened(webhook, key, made));
  }

  /** Closes it: requests are refused, also with the right key. */
  public Answer<Webhook> disable(String trigger) {
    return find(trigger)
        .map(webhook -> {
          Webhook closed = with(webhook, webhook.keyHash(), false);
          save(closed);
          return closed;
        });
  }

  /** Gives it another key; the old one opens nothing any more. */
  public Answer<Opened> regenerate(String trigger) {
    return find(trigger)
        .map(webhook -> {
          String key = "wh_" + text();
          Webhook changed = with(webhook, Sha256.hex(key), webhook.enabled());
          save(changed);
          return new Opened(changed, key, null);
        });
  }

  public Answer<Webhook> find(String trigger) {
    return store.find(trigger).<Answer<Webhook>>map(Answer::done).orElseGet(() -> missing(trigger));
  }

  private static <T> Answer<T> missing(String trigger) {
    return Answer.refused(
        Refusal.notFound(
            "unknown_webhook", "There is no trigger `" + trigger + "` with a webhook"));
  }

  private void save(Webhook webhook) {
    store.save(webhook);
    known = load();
  }

  private Webhook with(Webhook webhook, String keyHash, boolean enabled) {
    return new Webhook(
        webhook.trigger(),
        keyHash,
        webhook.secret(),
        enabled,
        webhook.networks(),
        webhook.perMinute(),
        webhook.createdAt(),
        clock.instant());
  }

  /** What may be said before the body is read: whether there is anybody to receive it. */
  public Answer<Webhook> open(String key, String address) {
    Webhook webhook = byKey(key);
    if (webhook == null) {
      return Answer.refused(Refusal.notFound("unknown_webhook", "There is no such webhook"));
    }
    if (!webhook.enabled()) {
      return Answer.refused(Refusal.forbidden("webhook_disabled", "The webhook is closed"));
    }
    if (!Networks.contain(webhook.networks(), address)) {
      return Answer.refused(
          Refusal.forbidden("address_not_allowed", "Requests from there are not taken"));
    }
    return hasRoom(webhook)
        ? Answer.done(webhook)
        : Answer.refused(
            Refusal.of(Refusal.Kind.TOO_OFTEN, "too_many_requests", "Come back in a minute"));
  }

  private @Nullable Webhook byKey(String key) {
    Webhook found = known.byHash().get(Sha256.hex(key));
    boolean stale = known.at().plusSeconds(1).isBefore(clock.instant());
    if (found == null && stale) {
      // Another server may have opened it; strangers who guess cost one query a second.
      known = load();
      found = known.byHash().get(Sha256.hex(key));
    }
    return found;
  }

  private boolean hasRoom(Webhook webhook) {
    Integer most = webhook.perMinute();
    if (most == null) {
      return true;
    }
    long minute = clock.instant().getEpochSecond() / 60;
    return windows
        .compute(
            webhook.trigger(),
            (_, before) ->
                before != null && before.minute() == minute
                    ? before
                    : new Window(minute, new Semaphore(most)))
        .left()
        .tryAcquire();
  }

  /** Takes a request in, after {@link #open}. */
  public Answer<Events.Accepted> receive(Webhook webhook, Delivery delivery) {
    return signed(webhook, delivery)
        .then(_ -> JsonBody.read(delivery.body()))
        .then(payload ->
            events.emit(webhook.trigger(), "webhook", key(webhook, delivery.id()), payload));
  }

  /** Senders that repeat a delivery repeat its id. */
  private static @Nullable String key(Webhook webhook, Optional<String> id) {
    return id.map(text -> webhook.trigger() + " " + text)
        .filter(text -> text.length() <= Events.LONGEST_KEY)
        .orElse(null);
  }

  private static Answer<Boolean> signed(Webhook webhook, Delivery delivery) {
    if (webhook.secret() == null
        || !(webhook.secret().plain() instanceof TextValue(String secret))) {
      return Answer.done(true);
    }
    if (delivery.signature().isEmpty()) {
      return Answer.refused(
          Refusal.of(
              Refusal.Kind.UNAUTHENTICATED, "missing_signature", "The request is not signed"));
    }
    byte[] expected = hmac(secret, delivery.body());
    byte[] given = hex(delivery.signature().get());
    return MessageDigest.isEqual(expected, given)
        ? Answer.done(true)
        : Answer.refused(Refusal.forbidden("wrong_signature", "The signature is wrong"));
  }

  private static byte[] hex(String signature) {
    String text = signature.strip().toLowerCase(Locale.ROOT);
    try {
      return HexFormat.of()
          .parseHex(text.startsWith("sha256=") ? text.substring("sha256=".length()) : text);
    } catch (IllegalArgumentException noHex) {
      return new byte[0];
    }
  }

  private static byte[] hmac(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot check signatures", e);
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder(KEY_LENGTH);
    for (int i = 0; i < KEY_LENGTH; i++) {
      text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return text.toString();
  }
}
