package dev.heddle.platform.sensor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Leases and lines of sensors in memory; leases last until they are released. */
public final class MemorySensorStore implements SensorStore {

  private final Map<String, String> holders = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();

  @Override
  public synchronized boolean hold(String sensor, String holder, Duration life) {
    return holders.computeIfAbsent(sensor, _ -> holder).equals(holder);
  }

  @Override
  public synchronized void release(String sensor, String holder) {
    holders.remove(sensor, holder);
  }

  @Override
  public synchronized void append(List<Line> more) {
    for (Line line : more) {
      lines.add(new Line(lines.size() + 1, line.sensor(), line.at(), line.stream(), line.text()));
    }
  }

  @Override
  public synchronized List<Line> lines(String sensor, long after, int limit) {
    return lines.stream()
        .filter(line -> line.sensor().equals(sensor) && line.number() > after)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void prune(int keep, Instant before) {
    lines.removeIf(line -> line.at().isBefore(before));
  }
}
