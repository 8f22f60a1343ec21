package dev.heddle.platform.notification;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Carries texts to addresses that people named: only where requests may go (security row 25). */
@FunctionalInterface
public interface Courier {

  /**
   * Posts JSON and waits for the answer; follows no redirect.
   *
   * @return the status of the answer
   * @throws IOException if there was none in time, or the address is refused
   */
  int post(URI url, Map<String, String> headers, String body) throws IOException;
}
