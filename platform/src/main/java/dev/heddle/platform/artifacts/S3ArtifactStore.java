package dev.heddle.platform.artifacts;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.model.execution.ExecutionId;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Objects in a bucket of anything that speaks the Amazon S3 protocol. */
public final class S3ArtifactStore implements ArtifactStore {

  /** The longest the protocol allows. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private static final Duration OURS = Duration.ofMinutes(15);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final int TRIES = 3;
  private static final int LONGEST_LISTING = 4 << 20;
  private static final Pattern KEY = Pattern.compile("<Key>([^<]+)</Key>");

  private final S3Address address;
  private final S3Signature signature;
  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  public S3ArtifactStore(S3Address address, InstantSource clock) {
    this.address = address;
    this.signature = new S3Signature(address);
    this.clock = clock;
  }

  @Override
  public void put(ArtifactPath path, byte[] content) throws IOException {
    try (InputStream body = send("PUT", key(path), Map.of(), content).body()) {
      body.readNBytes(LONGEST_LISTING);
    }
  }

  @Override
  public Optional<Content> open(ArtifactPath path) throws IOException {
    HttpResponse<InputStream> response = send("GET", key(path), Map.of(), null);
    if (response.statusCode() == 404) {
      response.body().close();
      return Optional.empty();
    }
    long size = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    return Optional.of(new Content(size, response.body()));
  }

  @Override
  public void deleteAll(Collection<ExecutionId> executions) throws IOException {
    for (ExecutionId each : executions) {
      deleteAll(each);
    }
  }

  private void deleteAll(ExecutionId execution) throws IOException {
    for (String prefix :
        List.of(
            "Task_Output/" + execution + "/",
            "Task_Code/" + execution + ".",
            "Workflow_Env/" + execution + "/")) {
      List<String> keys = list(prefix);
      while (!keys.isEmpty()) {
        for (String key : keys) {
          send("DELETE", "/" + address.bucket() + "/" + key, Map.of(), null).body().close();
        }
        keys = list(prefix);
      }
    }
  }

  /** The first thousand keys. */
  private List<String> list(String prefix) throws IOException {
    Map<String, String> query = Map.of("list-type", "2", "prefix", address.prefix() + prefix);
    String listing;
    try (InputStream body = send("GET", "/" + address.bucket(), query, null).body()) {
      listing = new String(body.readNBytes(LONGEST_LISTING), StandardCharsets.UTF_8);
    }
    List<String> keys = new ArrayList<>();
    for (Matcher found = KEY.matcher(listing); found.find(); ) {
      if (ArtifactPath.isPath(found.group(1))) {
        keys.add(found.group(1));
      }
    }
    return keys;
  }

  @Override
  public URI sign(ArtifactPath path, Access access, Duration validFor) {
    return sign(access.method(), key(path), Map.of(), validFor);
  }

  private URI sign(String method, String path, Map<String, String> query, Duration validFor) {
    Duration bounded = validFor.compareTo(LONGEST) < 0 ? validFor : LONGEST;
    return signature.sign(method, path, query, clock.instant(), bounded);
  }

  private String key(ArtifactPath path) {
    return "/" + address.bucket() + "/" + address.prefix() + path;
  }

  /** What may heal is tried again: every request of ours can be repeated. */
  private HttpResponse<InputStream> send(
      String method, String path, Map<String, String> query, byte @Nullable [] body)
      throws IOException {
    IOException last = new IOException("not tried");
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      try {
        HttpResponse<InputStream> response = once(method, path, query, body);
        int status = response.statusCode();
        if (status < 300 || (status == 404 && method.equals("GET") && query.isEmpty())) {
          return response;
        }
        response.body().close();
        last =
            new IOException("the object store answered " + status + " to " + method + " " + path);
        if (status < 500) {
          throw last;
        }
      } catch (java.net.ConnectException | java.net.http.HttpTimeoutException unreachable) {
        last = new IOException("the object store " + address + " cannot be reached", unreachable);
      }
    }
    throw last;
  }

  private HttpResponse<InputStream> once(
      String method, String path, Map<String, String> query, byte @Nullable [] body)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(sign(method, path, query, OURS))
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
            .timeout(ANSWER)
            .build();
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while the object store was asked");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
