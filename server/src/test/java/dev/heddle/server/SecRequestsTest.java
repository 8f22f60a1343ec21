package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.server.RawClient.RawAnswer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before any route sees it. */
final class SecRequestsTest {

  private static final long FLOOD = 5_000_000_000L;

  private static final String JSON = "Content-Type: application/json";
  private static final String EXECUTE = "POST /api/v1/executions/execute HTTP/1.1";

  private static TestPlatform platform;
  private static URI server;
  private static String host;

  @BeforeAll
  static void start() {
    platform = TestPlatform.start();
    server = platform.server.address();
    host = "Host: " + server.getAuthority();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @ParameterizedTest
  @DisplayName("Security row 8: JSON that is nested, endless, doubled or no JSON is a cheap 400")
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{\"a\":1,\"a\":2}",
        "nul",
        "{\"a\":1}x",
        "\"text\"",
        "{\"a\":1e999999}"
      })
  void refusesBadJson(String body) throws IOException {
    RawAnswer refused = withBody(body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("\"code\":\"invalid_json\"");
  }

  @Test
  @DisplayName("Security rows 8 and 26: deep nesting is refused")
  void refusesDeepNesting() throws IOException {
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(withBody(deep).body()).contains("nested deeper");
  }

  private static RawAnswer withBody(String body) throws IOException {
    return RawClient.send(
        server,
        EXECUTE,
        host,
        JSON,
        "Content-Length: " + body.length(),
        "Connection: close",
        "",
        body);
  }

  @ParameterizedTest
  @DisplayName("Security row 11: encodings of dots, slashes and NUL name nothing")
  @ValueSource(
      strings = {
        "%2e%2e", "..", ".", "%252e%252e", "%2e%2e%2f%2e%2e", "..%2f..", "a%00b", "%00", "a%2fb",
        "..%5c..", "%c0%ae%c0%ae", "%zz", "a;b", "a%3bb", "%", "..;", "a%20b", "%u002e"
      })
  void refusesEncodedPaths(String id) throws IOException {
    for (String path : new String[] {"executions/", "workflows/", "inquiries/", "actions/"}) {
      assertThat(RawClient.get(server, "/api/v1/" + path + id).status())
          .as(path + id)
          .isEqualTo(404);
    }
    for (String path :
        new String[] {
          "/docs/", "/artifacts/", "/workflows/", "/dagger/workflows/", "/dagger/executions/"
        }) {
      assertThat(RawClient.get(server, path + id).status()).as(path + id).isEqualTo(404);
    }
    String output = "/workflows/0000000000000/tasks/" + id + "/output";
    assertThat(RawClient.get(server, output).status()).as(output).isEqualTo(404);
  }

  @ParameterizedTest
  @DisplayName("Security row 18: other sites cannot change anything")
  @CsvSource({
    "Origin: http://evil.example, 403",
    "Origin: null, 403",
    "Origin: http://localhost.evil.example, 403",
    "Origin: http://127.0.0.1:1, 403",
    "Sec-Fetch-Site: cross-site, 403",
    "Sec-Fetch-Site: same-site, 403",
    "Sec-Fetch-Site: same-origin, 404",
    "X-Nothing: 1, 404"
  })
  void refusesOtherSites(String header, int status) throws IOException {
    RawAnswer answer =
        RawClient.send(server, "POST /api/v1/executions/none/cancel HTTP/1.1", host, header);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.head()).doesNotContain("Access-Control");
  }

  @Test
  @DisplayName("Security row 18: the page served from here may change things")
  void acceptsItsOwnOrigin() throws IOException {
    RawAnswer answer =
        RawClient.send(
            server,
            "POST /api/v1/executions/none/cancel HTTP/1.1",
            host,
            "Origin: http://" + server.getAuthority());
    assertThat(answer.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @DisplayName("Security row 18: a name that was rebound to this machine is refused")
  @ValueSource(
      strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "0.0.0.0", ""})
  void refusesOtherHosts(String name) throws IOException {
    RawAnswer answer = RawClient.send(server, "GET /api/v1/executions HTTP/1.1", "Host: " + name);
    assertThat(answer.status()).isIn(400, 421);
    assertThat(answer.body()).doesNotContain("data");
  }

  @ParameterizedTest
  @DisplayName("Security row 18: bodies that a form can send are refused")
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/json"
      })
  void refusesOtherTypes(String type) throws IOException {
    assertThat(
            RawClient.send(
                    server, EXECUTE, host, "Content-Type: " + type, "Content-Length: 2", "", "{}")
                .status())
        .isEqualTo(415);
  }

  @ParameterizedTest
  @DisplayName("Security row 23: methods no route has are a 405 without diagnostics")
  @ValueSource(strings = {"HEAD", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "FOO", "DELETE"})
  void refusesOtherMethods(String method) throws IOException {
    RawAnswer answer = RawClient.send(server, method + " /api/v1/executions HTTP/1.1", host);
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.head()).contains("Allow: GET");
    if (!method.equals("HEAD")) {
      assertThat(answer.body())
          .isEqualTo(
              "{\"type\":\"urn:heddle:problem:method-not-allowed\",\"title\":\"This method is not"
                  + " allowed here\",\"status\":405,\"code\":\"method_not_allowed\"}");
    }
  }

  @Test
  @DisplayName("Security row 26: too large headers and addresses are refused")
  void refusesLargeHeaders() throws IOException {
    RawAnswer header =
        RawClient.send(
            server, "GET /health HTTP/1.1", host, "Authorization: Bearer " + "a".repeat(1 << 20));
    assertThat(header.status()).isEqualTo(431);
    assertThat(header.body()).contains("\"code\":\"headers_too_large\"");
    assertThat(RawClient.get(server, "/" + "a".repeat(1 << 20)).status()).isEqualTo(414);
  }

  @Test
  @DisplayName("Security row 26: a body that says it is too large is refused unread")
  void refusesAnnouncedBodies() throws IOException {
    RawAnswer answer = RawClient.send(server, EXECUTE, host, JSON, "Content-Length: 5000000000");
    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  @DisplayName("Security row 26: a chunked body of 5 GB is cut off, for less than 10 MB of heap")
  void cutsEndlessBodies() throws IOException {
    // Once before measuring, so that classes and buffers are there.
    flood();
    long before = used();
    for (int i = 0; i < 10; i++) {
      assertThat(flood()).isLessThan(100_000_000L);
    }
    assertThat(used() - before).isLessThan(10_000_000L);
    assertThat(RawClient.get(server, "/health").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @DisplayName("Security row 26: so is an endless form, or what a signed URL would store")
  @CsvSource({
    "POST /workflows HTTP/1.1, multipart/form-data; boundary=x",
    "PUT /artifacts/nothing HTTP/1.1, application/octet-stream"
  })
  void cutsEndlessUploads(String request, String type) throws IOException {
    String[] head = {request, host, "Content-Type: " + type, "Transfer-Encoding: chunked"};
    RawClient.flood(server, FLOOD, head);
    long before = used();
    for (int i = 0; i < 5; i++) {
      assertThat(RawClient.flood(server, FLOOD, head)).isLessThan(100_000_000L);
    }
    assertThat(used() - before).isLessThan(10_000_000L);
  }

  private static long flood() throws IOException {
    return RawClient.flood(server, FLOOD, EXECUTE, host, JSON, "Transfer-Encoding: chunked");
  }

  private static long used() {
    ManagementFactory.getMemoryMXBean().gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  @DisplayName("Security row 17: every answer forbids scripts, sniffing and storing")
  void sendsSecurityHeaders() throws IOException {
    for (String path : new String[] {"/health", "/api/v1/executions", "/nothing", "/docs"}) {
      assertThat(RawClient.get(server, path).head())
          .as(path)
          .contains("Content-Security-Policy: default-src 'none'")
          .doesNotContain("unsafe")
          .contains("X-Content-Type-Options: nosniff")
          .contains("Cache-Control: no-store");
    }
  }
}
