package dev.heddle.server.http;

import java.time.Duration;

/**
 * What a request may cost before anyone knows who sends it (security row 26).
 *
 * @param body bytes of a request body
 * @param headers bytes of the request line and all headers
 * @param streams event streams open at once
 * @param idle how long a connection may say nothing
 * @param heartbeat how often an event stream says at least something
 */
public record Limits(int body, int headers, int streams, Duration idle, Duration heartbeat) {

  public static final Limits DEFAULT =
      new Limits(1 << 20, 16 << 10, 200, Duration.ofSeconds(30), Duration.ofSeconds(10));

  public Limits {
    if (body < 1 || headers < 1024 || streams < 1 || !idle.isPositive()) {
      throw new IllegalArgumentException("limits are positive, headers at least 1024 bytes");
    }
    if (heartbeat.compareTo(idle) >= 0) {
      throw new IllegalArgumentException("the heartbeat is shorter than the idle limit");
    }
  }
}
