package dev.heddle.platform.trigger;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlScalar;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a trigger consumes. */
final class MessageSourceReader {

  private static final int MOST_AT_ONCE = 1_000;
  private static final int LONGEST_NAME = 255;
  private static final Set<String> KEYS =
      new LinkedHashSet<>(
          List.of("url", "queue", "username", "password_key", "ca_key", "prefetch", "max_bytes"));

  private final Diagnostics diagnostics;

  MessageSourceReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Optional<MessageSource> read(YamlMap map) {
    YamlFields fields = new YamlFields(map, "`consume`", KEYS, diagnostics);
    Optional<URI> url = fields.requiredText("url").flatMap(this::url);
    Optional<String> queue = fields.requiredText("queue").flatMap(this::queue);
    Optional<String> username = fields.requiredText("username").map(YamlScalar::text);
    Optional<String> password = fields.requiredText("password_key").map(YamlScalar::text);
    Optional<String> authority = fields.text("ca_key").map(YamlScalar::text);
    int prefetch = fields.integer("prefetch", 1, MOST_AT_ONCE).orElse(20);
    int maxBytes = fields.integer("max_bytes", 1, MessageSource.MOST_BYTES).orElse(1_000_000);
    if (url.isEmpty() || queue.isEmpty() || username.isEmpty() || password.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new MessageSource(
            url.get(), queue.get(), username.get(), password.get(), authority, prefetch, maxBytes));
  }

  private Optional<URI> url(YamlScalar written) {
    try {
      URI url = new URI(written.text());
      boolean known = "amqp".equals(url.getScheme()) || "amqps".equals(url.getScheme());
      if (url.getRawUserInfo() != null) {
        diagnostics.error(
            "credentials_in_file",
            "an address must not hold credentials",
            "write username, and as password_key the key that holds the password",
            written.span());
        return Optional.empty();
      }
      if (known && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
        return Optional.of(url);
      }
    } catch (URISyntaxException wrong) {
      // said below, without what may be a password in it
    }
    diagnostics.error(
        "invalid_url",
        "the address of a broker looks like amqps://host:5671/virtual-host",
        written.span());
    return Optional.empty();
  }

  private Optional<String> queue(YamlScalar written) {
    if (written.text().length() <= LONGEST_NAME) {
      return Optional.of(written.text());
    }
    diagnostics.error(
        "invalid_queue", "names of queues have at most 255 characters", written.span());
    return Optional.empty();
  }
}
