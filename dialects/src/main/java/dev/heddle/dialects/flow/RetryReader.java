package dev.heddle.dialects.flow;

import dev.heddle.dialects.flow.Templates.Place;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.model.Backoff;
import dev.heddle.model.Retry;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code retry} (S1-014, S1-092 … S1-095). */
final class RetryReader {

  private static final int MOST_RETRIES = 100;

  private final Templates templates;
  private final Diagnostics diagnostics;

  RetryReader(Templates templates, Diagnostics diagnostics) {
    this.templates = templates;
    this.diagnostics = diagnostics;
  }

  Retry read(YamlMap map, TaskOutline task, Place input) {
    YamlFields fields =
        new YamlFields(map, "`retry` of " + task.owner(), FlowKeys.RETRY, diagnostics);
    fields.requiredNode("count");
    OptionalInt count = fields.integer("count", 1, MOST_RETRIES);
    Duration delay = fields.duration("delay", Duration.ZERO).orElse(Duration.ZERO);
    Optional<Duration> longest = fields.duration("max_delay", Duration.ZERO);
    if (longest.isPresent() && longest.get().compareTo(delay) < 0) {
      diagnostics.error(
          "invalid_retry",
          "`max_delay` of " + fields.owner() + " is smaller than `delay`",
          fields.map().find("max_delay").orElse(map).span());
    }
    Place place = input == Place.ITERATION ? Place.AFTER_ITERATION : Place.AFTER;
    return new Retry(
        count.orElse(0),
        delay,
        fields.choice("backoff", Backoff.class).orElse(Backoff.CONSTANT),
        longest,
        fields.decimal("jitter", 0, 1).orElse(0),
        fields.node("on_error").map(node -> templates.condition(node, place)));
  }
}
