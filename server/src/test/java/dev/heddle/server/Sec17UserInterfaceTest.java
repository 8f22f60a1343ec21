package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows 11 and 17: the page runs nothing but the server's own scripts, and files lead nowhere else.
 */
@DisplayName("Security rows 11 and 17")
final class Sec17UserInterfaceTest {

  private static TestPlatform platform;
  private static URI server;

  @BeforeAll
  static void start() {
    platform = TestPlatform.start();
    server = platform.server.address();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ui", "/ui/executions", "/ui/workflows/demo.deploy"})
  void everyAddressShowsThePageUnderAStrictPolicy(String path) throws IOException {
    RawClient.RawAnswer page = RawClient.get(server, path);
    assertThat(page.status()).isEqualTo(200);
    String policy =
        page.head()
            .lines()
            .filter(line -> line.startsWith("Content-Security-Policy"))
            .findFirst()
            .orElseThrow();
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*", "data:");
    String nonce = policy.replaceAll(".*'nonce-([^']+)'.*", "$1");
    assertThat(page.body()).contains("content=\"" + nonce + "\"").doesNotContain("__NONCE__");
  }

  @Test
  void eachAnswerHasANonceOfItsOwn() throws IOException {
    assertThat(RawClient.get(server, "/ui").body())
        .isNotEqualTo(RawClient.get(server, "/ui").body());
  }

  @Test
  void theAddressOfTheServerLeadsToThePage() throws IOException {
    RawClient.RawAnswer answer = RawClient.get(server, "/");
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.head()).contains("Location: /ui");
  }

  @Test
  void filesMayBeKept() throws IOException {
    RawClient.RawAnswer file = RawClient.get(server, "/ui/assets/app-1.js");
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.head()).contains("text/javascript", "immutable", "nosniff");
    assertThat(file.head()).doesNotContain("Content-Encoding");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"gzip, br | true", "br, GZIP;q=0.5 | true", "gzip;q=0 | false", "br | false"})
  void filesAreCompressedForThoseWhoAcceptIt(String accepted, boolean compressed) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/ui/assets/app-1.js"))
            .header("Accept-Encoding", accepted)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> got = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(got.headers().firstValue("Content-Encoding").isPresent()).isEqualTo(compressed);
      assertThat(got.headers().firstValue("Vary")).contains("Accept-Encoding");
      InputStream body = new ByteArrayInputStream(got.body());
      assertThat(compressed ? new GZIPInputStream(body) : body)
          .hasContent(RawClient.get(server, "/ui/assets/app-1.js").body());
    }
  }

  @Test
  void whatHoldsDataIsNotCompressed() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/v1/workflows"))
            .header("Accept-Encoding", "gzip")
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> got = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(got.headers().firstValue("Content-Encoding")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing.js",
        "..",
        "index.html",
        "app-1.js.map",
        "%2e%2e%2findex.html",
        "..%2findex.html",
        "%252e%252e%252findex.html",
        "app-1.js%00",
        "..;"
      })
  void otherFilesAreNotThere(String name) throws IOException {
    assertThat(RawClient.get(server, "/ui/assets/" + name).status()).isEqualTo(404);
  }
}
