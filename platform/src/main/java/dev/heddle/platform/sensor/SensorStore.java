package dev.heddle.platform.sensor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Where it is durable which server runs a sensor, and what sensors print. */
public interface SensorStore {

  /**
   * Takes or keeps the right to run a sensor.
   *
   * @return false if another holds it
   */
  boolean hold(String sensor, String holder, Duration life);

  void release(String sensor, String holder);

  void append(List<Line> lines);

  /** Those after a number, oldest first. */
  List<Line> lines(String sensor, long after, int limit);

  /** Lets old lines go: all but the newest so many of each sensor, and those before a moment. */
  void prune(int keep, Instant before);

  /**
   * A line of a sensor.
   *
   * @param number grows; 0 before it is stored
   * @param stream {@code stdout}, {@code stderr} or {@code system}
   */
  record Line(long number, String sensor, Instant at, String stream, String text) {}
}
