package dev.heddle.cli.wiring;

import dev.heddle.platform.notification.Courier;
import dev.heddle.worker.http.EgressPolicy;
import dev.heddle.worker.http.Poster;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells subscribers at public addresses, and at the hosts the operator names. */
final class RequestCourier implements Courier {

  private final Set<String> allowed;

  /** As {@code HEDDLE_WEBHOOK_HOSTS} (by blanks) says. */
  RequestCourier(Map<String, String> environment) {
    String hosts = environment.getOrDefault("HEDDLE_WEBHOOK_HOSTS", "");
    this.allowed =
        Arrays.stream(hosts.split("\\s+", -1))
            .filter(host -> !host.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public int post(URI url, Map<String, String> headers, String body) throws IOException {
    EgressPolicy egress =
        allowed.contains(url.getHost()) ? EgressPolicy.LOCAL : EgressPolicy.PUBLIC_ONLY;
    try (Poster poster = new Poster(egress)) {
      return poster.post(url, headers, body);
    }
  }
}
