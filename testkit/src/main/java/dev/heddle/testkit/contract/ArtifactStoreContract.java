package dev.heddle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.engine.port.ArtifactStore.Access;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store of objects does. */
public abstract class ArtifactStoreContract {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final ExecutionId RUN = new ExecutionId(4_711L << 22);
  private static final ArtifactPath PATH = ArtifactPath.output(RUN, "load");
  private static final byte[] CONTENT = "content\r\n\0\u00fc".getBytes(StandardCharsets.UTF_8);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final LateClock clock = new LateClock();
  private ArtifactStore store;

  /** An empty store that signs by this clock. */
  protected abstract ArtifactStore open(InstantSource clock) throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open(clock);
  }

  @AfterEach
  void closeStore() {
    store.close();
    http.close();
  }

  private Optional<byte[]> read(ArtifactPath path) throws IOException {
    Optional<ArtifactStore.Content> found = store.open(path);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (ArtifactStore.Content content = found.get()) {
      byte[] bytes = content.bytes().readAllBytes();
      assertThat(content.size()).isEqualTo(bytes.length);
      return Optional.of(bytes);
    }
  }

  private HttpResponse<byte[]> send(String method, URI url, byte[] body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
            .timeout(Duration.ofSeconds(30))
            .build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  @Test
  void whatWasStoredIsRead() throws Exception {
    assertThat(read(PATH)).isEmpty();
    store.put(PATH, CONTENT);
    assertThat(read(PATH)).contains(CONTENT);
    store.put(PATH, new byte[0]);
    assertThat(read(PATH)).contains(new byte[0]);
  }

  @Test
  @DisplayName("S3-21: storing again replaces")
  void storingAgainReplaces() throws Exception {
    store.put(PATH, "a longer content".getBytes(StandardCharsets.UTF_8));
    store.put(PATH, CONTENT);
    assertThat(read(PATH)).contains(CONTENT);
  }

  @Test
  @DisplayName("S3-50, S3-54: a signed URL is all it takes, and absolute")
  void signedUrlsNeedNothingElse() throws Exception {
    byte[] large = new byte[300_000];
    assertThat(send("PUT", store.sign(PATH, Access.WRITE, HOUR), large).statusCode() / 100)
        .isEqualTo(2);
    assertThat(read(PATH)).contains(large);
    HttpResponse<byte[]> got = send("GET", store.sign(PATH, Access.READ, HOUR), new byte[0]);
    assertThat(got.statusCode()).isEqualTo(200);
    assertThat(got.body()).isEqualTo(large);
  }

  @Test
  @DisplayName("S3-20: an empty output is an object too")
  void anEmptyObjectTravels() throws Exception {
    send("PUT", store.sign(PATH, Access.WRITE, HOUR), new byte[0]);
    assertThat(read(PATH)).contains(new byte[0]);
    assertThat(send("GET", store.sign(PATH, Access.READ, HOUR), new byte[0]).body()).isEmpty();
  }

  @Test
  @DisplayName("S3-21: PUT with a signed URL replaces")
  void uploadingAgainReplaces() throws Exception {
    URI url = store.sign(PATH, Access.WRITE, HOUR);
    send("PUT", url, "partial".getBytes(StandardCharsets.UTF_8));
    send("PUT", url, CONTENT);
    assertThat(read(PATH)).contains(CONTENT);
  }

  @ParameterizedTest
  @EnumSource(Access.class)
  @DisplayName("S3-50: a signed URL is refused for another method")
  void anotherMethodIsRefused(Access access) throws Exception {
    store.put(PATH, CONTENT);
    URI url = store.sign(PATH, access, HOUR);
    for (String method : new String[] {"GET", "PUT", "DELETE", "POST"}) {
      if (!method.equals(access.method())) {
        assertThat(send(method, url, new byte[0]).statusCode()).as(method).isBetween(400, 499);
      }
    }
    assertThat(read(PATH)).contains(CONTENT);
  }

  @Test
  @DisplayName("S3-50: a signed URL is refused for another object")
  void anotherObjectIsRefused() throws Exception {
    ArtifactPath other = ArtifactPath.output(RUN, "lead");
    store.put(other, CONTENT);
    store.put(PATH, CONTENT);
    String mine = store.sign(PATH, Access.READ, HOUR).toString();
    String others = store.sign(other, Access.READ, HOUR).toString();
    int end = others.indexOf("?");
    String mixed =
        end < 0
            ? others.substring(0, others.lastIndexOf('.')) + mine.substring(mine.lastIndexOf('.'))
            : others.substring(0, end) + mine.substring(mine.indexOf('?'));
    assertThat(send("GET", URI.create(mixed), new byte[0]).statusCode()).isEqualTo(403);
  }

  @Test
  @DisplayName("S3-50, S3-52: an expired URL is refused")
  void anExpiredUrlIsRefused() throws Exception {
    store.put(PATH, CONTENT);
    clock.behind = HOUR.multipliedBy(2);
    URI read = store.sign(PATH, Access.READ, HOUR);
    URI write = store.sign(PATH, Access.WRITE, HOUR);
    clock.behind = Duration.ZERO;
    assertThat(send("GET", read, new byte[0]).statusCode()).isEqualTo(403);
    assertThat(send("PUT", write, new byte[1]).statusCode()).isEqualTo(403);
    assertThat(read(PATH)).contains(CONTENT);
  }

  /** The real time, or a while before: a server elsewhere has a clock of its own. */
  private static final class LateClock implements InstantSource {
    private volatile Duration behind = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().minus(behind);
    }
  }

  @Test
  void objectsOfAnExecutionAreRemovedTogether() throws Exception {
    ExecutionId neighbour = new ExecutionId(RUN.number() + 1);
    AttemptId attempt = new AttemptId(RUN, TaskKey.first(0, 1));
    store.put(PATH, CONTENT);
    store.put(ArtifactPath.code(attempt), CONTENT);
    store.put(ArtifactPath.dependencies(RUN), CONTENT);
    store.put(ArtifactPath.output(neighbour, "load"), CONTENT);

    store.deleteAll(List.of(RUN));

    assertThat(read(PATH)).isEmpty();
    assertThat(read(ArtifactPath.code(attempt))).isEmpty();
    assertThat(read(ArtifactPath.dependencies(RUN))).isEmpty();
    assertThat(read(ArtifactPath.output(neighbour, "load"))).contains(CONTENT);
    store.deleteAll(List.of(RUN));
  }
}
