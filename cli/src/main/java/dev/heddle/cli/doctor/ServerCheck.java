package dev.heddle.cli.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Whether a server answers. */
final class ServerCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int STOPPING = 503;

  private ServerCheck() {}

  static Finding of(URI server) throws InterruptedException {
    long from = System.nanoTime();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      int status =
          client
              .send(
                  HttpRequest.newBuilder(server.resolve("/health")).timeout(PATIENCE).build(),
                  BodyHandlers.discarding())
              .statusCode();
      String found =
          "%s answers %d after %d ms"
              .formatted(server, status, Duration.ofNanos(System.nanoTime() - from).toMillis());
      return switch (status) {
        case 200 -> Finding.ok("server", found);
        case STOPPING -> Finding.warn("server", found, "it is stopping; wait for the next start");
        default -> Finding.error("server", found, "is that a Heddle server? look at its log");
      };
    } catch (ConnectException refused) {
      return Finding.error(
          "server", "nothing listens at " + server, "start it: heddle server, or mend the address");
    } catch (IOException failed) {
      return Finding.error(
          "server", server + " does not answer: " + failed, "look whether it runs, and at its log");
    }
  }
}
