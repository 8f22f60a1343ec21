package dev.heddle.worker.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.util.Timeout;

/**
 * Fetches files under the rules of requests: every address is looked at before it is connected to,
 * also those of redirects (security row 25). Within limits of size and time.
 */
public final class Downloader implements Closeable {

  private static final int MOST_REDIRECTS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Timeout SILENCE = Timeout.ofSeconds(30);

  private final EgressPolicy egress;
  private final Clients clients;

  public Downloader(EgressPolicy egress) {
    this.egress = egress;
    this.clients = new Clients(egress);
  }

  /**
   * Fetches a file.
   *
   * @param most bytes
   * @throws IOException if the answer is not 200, too long or too late, or an address is refused
   */
  public void download(URI url, long most, Path file) throws IOException {
    URI place = url;
    for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
      Optional<URI> next = get(place, most, file);
      if (next.isEmpty()) {
        return;
      }
      place = followed(url, place.resolve(next.get()));
    }
    throw new IOException("more than " + MOST_REDIRECTS + " redirects");
  }

  /** What began over TLS stays there. */
  private static URI followed(URI first, URI next) throws IOException {
    boolean plain = "http".equals(next.getScheme()) && "http".equals(first.getScheme());
    if (next.getHost() == null || !("https".equals(next.getScheme()) || plain)) {
      throw new IOException("redirected to what is not over https");
    }
    return next;
  }

  private Optional<URI> get(URI url, long most, Path file) throws IOException {
    HttpUriRequestBase request = new HttpUriRequestBase("GET", url);
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(SILENCE)
            .setResponseTimeout(SILENCE)
            .build());
    CompletableFuture<Void> limit =
        CompletableFuture.runAsync(
            request::cancel,
            CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    try {
      return clients.verifying().execute(request, response -> answer(response, most, file));
    } finally {
      limit.cancel(false);
    }
  }

  private static Optional<URI> answer(ClassicHttpResponse response, long most, Path file)
      throws IOException {
    Header location = response.getFirstHeader("Location");
    if (response.getCode() / 100 == 3 && location != null) {
      try {
        return Optional.of(URI.create(location.getValue()));
      } catch (IllegalArgumentException wrong) {
        throw new IOException("redirected to what is no address", wrong);
      }
    }
    if (response.getCode() != 200) {
      throw new IOException("the answer is " + response.getCode());
    }
    try (InputStream in = response.getEntity().getContent();
        OutputStream out = Files.newOutputStream(file)) {
      copy(in, out, most);
    }
    return Optional.empty();
  }

  private static void copy(InputStream in, OutputStream out, long most) throws IOException {
    byte[] buffer = new byte[16 << 10];
    long all = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      all += read;
      if (all > most) {
        throw new IOException("it is larger than " + most + " bytes");
      }
      out.write(buffer, 0, read);
    }
  }

  /** The addresses of a host, if all of them may be reached. */
  public List<InetAddress> addresses(String host) throws IOException {
    return List.of(new GuardedResolver(egress).resolve(host));
  }

  @Override
  public void close() throws IOException {
    clients.close();
  }
}
