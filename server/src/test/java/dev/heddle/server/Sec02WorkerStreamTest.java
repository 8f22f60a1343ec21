package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.access.Principal;
import dev.heddle.server.http.Callers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class Sec02WorkerStreamTest {

  @Test
  @DisplayName("Security rows 2 and 19: a worker that is revoked hears nothing more, silent or not")
  void revokedWorkers() {
    AtomicBoolean revoked = new AtomicBoolean();
    Callers callers = _ -> revoked.get() ? Principal.anonymous() : Principal.operator("a worker");
    CompletableFuture<Integer> ended = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            ended.complete(status);
            return CompletableFuture.completedFuture(null);
          }
        };
    try (TestPlatform platform = TestPlatform.start(ServerOptions.onPort(0), callers);
        HttpClient http = HttpClient.newHttpClient()) {
      URI stream =
          URI.create(
              platform.server.address().toString().replace("http", "ws")
                  + "/api/v1/workers/stream");
      WebSocket worker = http.newWebSocketBuilder().buildAsync(stream, listener).join();
      revoked.set(true);
      assertThat(ended.join()).as("policy violation").isEqualTo(1008);
      worker.abort();
    }
  }
}
