package dev.heddle.platform.trigger;

import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.net.URI;
import java.util.Optional;

/**
 * The queue of a message broker whose messages become the events of a trigger. Credentials are
 * keys, looked up when they are needed: none stands here.
 *
 * @param broker {@code amqp} or {@code amqps}, the virtual host as its path
 * @param passwordKey the ref of the key that holds the password
 * @param authorityKey the ref of the key that holds the certificates the broker's is checked
 *     against; empty for those this machine trusts
 * @param prefetch the most messages that are taken and not settled yet
 * @param maxBytes of a message; larger ones are refused
 */
public record MessageSource(
    URI broker,
    String queue,
    String username,
    String passwordKey,
    Optional<String> authorityKey,
    int prefetch,
    int maxBytes) {

  public static final int MOST_BYTES = 8 << 20;

  /** As it is written. */
  public MapValue toValue() {
    return MapValue.builder()
        .put("url", broker.toString())
        .put("queue", queue)
        .put("username", username)
        .put("password_key", passwordKey)
        .put("ca_key", authorityKey.<Value>map(Value::of).orElse(Value.nothing()))
        .put("prefetch", prefetch)
        .put("max_bytes", maxBytes)
        .build();
  }
}
