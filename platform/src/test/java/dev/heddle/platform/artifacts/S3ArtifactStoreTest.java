package dev.heddle.platform.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.testkit.contract.ArtifactStoreContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same contract against a real server of the protocol. */
class S3ArtifactStoreTest extends ArtifactStoreContract {

  @TempDir static Path directory;
  private static S3Server server;
  private static int buckets;

  @BeforeAll
  static void startServer() throws IOException {
    server = S3Server.start(directory);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  protected ArtifactStore open(InstantSource clock) throws Exception {
    String bucket = "bucket-" + buckets++;
    S3Address address = server.address(bucket, "some/prefix/");
    URI url =
        new S3Signature(address)
            .sign("PUT", "/" + bucket, Map.of(), Instant.now(), Duration.ofMinutes(1));
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(url).PUT(HttpRequest.BodyPublishers.noBody()).build();
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
    return new S3ArtifactStore(address, clock);
  }

  @Test
  void aStrangerIsRefusedAndNoSecretIsTold() {
    S3Address address = server.address("bucket-0", "");
    S3Address stranger =
        new S3Address(
            address.endpoint(),
            address.region(),
            "bucket-0",
            "",
            "tester",
            "wrong-key-9876",
            Optional.empty());
    try (S3ArtifactStore store = new S3ArtifactStore(stranger, InstantSource.system())) {
      ArtifactPath path = ArtifactPath.output(new ExecutionId(1), "a");
      assertThatThrownBy(() -> store.put(path, new byte[1]))
          .hasMessageContaining("answered 403")
          .hasMessageNotContaining("wrong-key")
          .hasMessageNotContaining("Signature=");
    }
  }

  @Test
  void anAbsentServerIsNamed() {
    S3Address nobody =
        new S3Address(
            URI.create("http://127.0.0.1:1"), "r", "bucket", "", "a", "b", Optional.empty());
    try (S3ArtifactStore store = new S3ArtifactStore(nobody, InstantSource.system())) {
      assertThatThrownBy(() -> store.open(ArtifactPath.output(new ExecutionId(1), "a")))
          .hasMessage("the object store s3://bucket/ at http://127.0.0.1:1 cannot be reached");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "s3://bucket, bucket, ''",
    "s3://bucket/, bucket, ''",
    "s3://bucket/a, bucket, a/",
    "s3://bucket/a/b/, bucket, a/b/",
  })
  void anAddressIsRead(String url, String bucket, String prefix) {
    S3Address address = S3Address.of(url, server.variables());
    assertThat(address.bucket()).isEqualTo(bucket);
    assertThat(address.prefix()).isEqualTo(prefix);
    assertThat(address.toString()).doesNotContain("not-really-secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:9000",
        "minio",
        "minio:9000",
        "//minio",
        "ftp://minio",
        "http://",
        "http://h/x"
      })
  @DisplayName("S3-54: an endpoint without scheme or host is an error at start")
  void anEndpointHasAScheme(String endpoint) {
    Map<String, String> variables = new HashMap<>(server.variables());
    variables.put("AWS_ENDPOINT_URL_S3", endpoint);
    assertThatThrownBy(() -> S3Address.of("s3://bucket", variables))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "AWS_ENDPOINT_URL_S3 must be http://host[:port] or https://host[:port], not "
                + endpoint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://minio:9000", "http://minio:9000/", "https://minio"})
  @DisplayName("S3-54: signed URLs are absolute, however the endpoint is written")
  void signedUrlsAreAbsolute(String endpoint) {
    Map<String, String> variables = new HashMap<>(server.variables());
    variables.put("AWS_ENDPOINT_URL_S3", endpoint);
    try (S3ArtifactStore store =
        new S3ArtifactStore(S3Address.of("s3://bucket", variables), InstantSource.system())) {
      ArtifactPath path = ArtifactPath.output(new ExecutionId(1), "a");
      URI url = store.sign(path, ArtifactStore.Access.READ, Duration.ofHours(1));
      assertThat(url.toString())
          .startsWith(endpoint.replaceFirst("/$", "") + "/bucket/Task_Output/");
    }
  }

  @ParameterizedTest
  @CsvSource({"s3://", "s3://B", "http://bucket", "s3://bucket/../x", "s3://bucket/a b"})
  void aWrongAddressIsRefused(String url) {
    assertThatThrownBy(() -> S3Address.of(url, server.variables()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> S3Address.of("s3://bucket", Map.of()))
        .hasMessage("objects in S3 need the variable AWS_ACCESS_KEY_ID");
  }
}
