package dev.heddle.platform.trigger;

import dev.heddle.model.action.Executor;
import dev.heddle.values.MapValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A process that watches something and emits events (S1-156).
 *
 * @param directory of its pack, where it runs
 * @param triggers the only ones it may emit events of
 * @param parameters handed to it as they are
 */
public record SensorType(
    String ref,
    String label,
    boolean enabled,
    Executor.Runner runner,
    Path program,
    Path directory,
    List<String> triggers,
    MapValue parameters,
    Optional<Duration> pollInterval) {

  public SensorType {
    triggers = List.copyOf(triggers);
  }
}
