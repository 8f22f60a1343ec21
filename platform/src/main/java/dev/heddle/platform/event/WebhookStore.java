package dev.heddle.platform.event;

import dev.heddle.values.SecretValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where webhooks of triggers are durable. */
public interface WebhookStore {

  List<Webhook> all();

  void save(Webhook webhook);

  /** A number that grows with every change. */
  long revision();

  default Optional<Webhook> find(String trigger) {
    return all().stream().filter(each -> each.trigger().equals(trigger)).findFirst();
  }

  /**
   * How requests become events of a trigger.
   *
   * @param keyHash of the key in the address
   * @param secret of signatures; null if none are asked for
   * @param networks where requests may come from, such as {@code 10.0.0.0/8}; empty for anywhere
   * @param perMinute how many a minute; null if nobody counts
   */
  record Webhook(
      String trigger,
      String keyHash,
      @Nullable SecretValue secret,
      boolean enabled,
      List<String> networks,
      @Nullable Integer perMinute,
      Instant createdAt,
      Instant updatedAt) {
    public Webhook {
      networks = List.copyOf(networks);
    }
  }
}
