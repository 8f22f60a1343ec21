package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.server.http.Callers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 3: this machine only, and health says nothing but that it answers. */
@DisplayName("Security row 3")
final class Sec03LoopbackTest {

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "10.0.0.1"})
  void otherAddressesAreRefusedWithASentence(String host) {
    assertThatThrownBy(() -> Address.of(host, Exposure.thisMachine()))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("does not listen on " + host + " without TLS")
        .hasMessageContaining("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "localhost"})
  void loopbackIsFine(String host) {
    assertThat(Address.of(host, Exposure.thisMachine()).isLoopbackAddress()).isTrue();
  }

  @Test
  void healthHasNoDetail() throws IOException {
    try (TestPlatform platform = TestPlatform.start()) {
      var health = RawClient.get(platform.server.address(), "/health");
      assertThat(health.body()).isEqualTo("{\"status\":\"ok\"}");
      assertThat(health.head().toLowerCase(Locale.ROOT)).doesNotContain("server:", "jetty");
    }
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TestPlatform platform = TestPlatform.start()) {
      ServerOptions options = ServerOptions.onPort(taken.getLocalPort());
      assertThatThrownBy(() ->
              HeddleServer.start(
                  options, Callers.thisMachine("ada"), platform.services, new Metrics()))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + " is taken");
    }
  }

  @Test
  void metricsCountRequestsByOperation() {
    try (TestPlatform platform = TestPlatform.start()) {
      platform.client().get("/health");
      platform.client().get("/api/v1/executions/nothing");
      assertThat(platform.client().get("/metrics").body())
          .contains("heddle_http_requests_seconds_count{operation=\"health\",status=\"200\"} 1")
          .contains("operation=\"getExecution\",status=\"404\"")
          .contains("heddle_http_streams 0")
          .doesNotContain("nothing");
    }
  }
}
