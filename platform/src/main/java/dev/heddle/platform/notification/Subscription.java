package dev.heddle.platform.notification;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * Somebody who is told by requests (S1-109).
 *
 * @param filters what is told, as {@link Filter#parse} reads it
 * @param owner whose rights decide what is told; empty for the system
 */
public record Subscription(
    String ref, URI url, List<String> filters, String owner, boolean enabled, Instant createdAt) {

  public Subscription {
    filters = List.copyOf(filters);
  }

  boolean wants(Notification notification) {
    return filters.stream()
        .flatMap(each -> Filter.parse(each).stream())
        .anyMatch(filter -> filter.matches(notification));
  }
}
