package dev.heddle.worker.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts under the rules of requests: the address is looked at before it is connected to, redirects
 * are not followed, and nothing of the answer is read but its status (security row 25).
 */
public final class Poster implements Closeable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Timeout SILENCE = Timeout.ofSeconds(10);

  private final Clients clients;

  public Poster(EgressPolicy egress) {
    this.clients = new Clients(egress);
  }

  /**
   * Posts JSON.
   *
   * @return the status of the answer
   * @throws IOException if there was none in time, or the address is refused
   */
  public int post(URI url, Map<String, String> headers, String body) throws IOException {
    HttpUriRequestBase request = new HttpUriRequestBase("POST", url);
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(SILENCE)
            .setResponseTimeout(SILENCE)
            .build());
    headers.forEach(request::setHeader);
    request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
    CompletableFuture<Void> limit =
        CompletableFuture.runAsync(
            request::cancel,
            CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    try (ClassicHttpResponse response = clients.verifying().executeOpen(null, request, null)) {
      return response.getCode();
    } finally {
      limit.cancel(false);
    }
  }

  @Override
  public void close() throws IOException {
    clients.close();
  }
}
