package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.platform.access.Principal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row 3: who asks is what the named proxy says, and what nobody else says. */
@DisplayName("Security row 3: behind a proxy")
final class Sec03ProxyTest {

  /** The address the server takes a request with these headers to come from. */
  private static String seen(Exposure exposure, String... headers) throws IOException {
    List<String> addresses = new CopyOnWriteArrayList<>();
    try (TestPlatform platform =
        TestPlatform.start(
            ServerOptions.onPort(0).exposed(exposure),
            request -> {
              addresses.add(request.address());
              return Principal.operator("ada");
            })) {
      String[] head = new String[headers.length + 2];
      head[0] = "GET /api/v1/packs HTTP/1.1";
      head[1] = "Host: heddle.example.org";
      System.arraycopy(headers, 0, head, 2, headers.length);
      RawClient.send(platform.server.address(), head);
    }
    return addresses.getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "198.51.100.7; 198.51.100.7",
        "203.0.113.1, 198.51.100.7; 198.51.100.7",
        "198.51.100.7, 127.0.0.1; 198.51.100.7",
        "2001:db8::7; 2001:db8::7",
        "203.0.113.1, nonsense; 127.0.0.1",
        "203.0.113.1, ; 127.0.0.1",
        "198.51.0.0/16; 127.0.0.1"
      })
  @DisplayName("the proxy's own word counts, not what was written before it")
  void theNamedProxyIsBelieved(String forwarded, String expected) throws IOException {
    assertThat(
            seen(
                new Exposure.BehindProxy(List.of("127.0.0.1", "::1")),
                "X-Forwarded-For: " + forwarded))
        .isEqualTo(expected);
  }

  @Test
  void severalHeadersAreOneList() throws IOException {
    assertThat(
            seen(
                new Exposure.BehindProxy(List.of("127.0.0.0/8")),
                "X-Forwarded-For: 203.0.113.1",
                "X-Forwarded-For: 198.51.100.7"))
        .isEqualTo("198.51.100.7");
  }

  @Test
  @DisplayName("who is connected without being the proxy is who asks")
  void nobodyElseIsBelieved() throws IOException {
    assertThat(
            seen(new Exposure.BehindProxy(List.of("192.0.2.10")), "X-Forwarded-For: 198.51.100.7"))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void aProxyIsAnAddressOrANetwork() {
    assertThatThrownBy(() -> new Exposure.BehindProxy(List.of("proxy.example.org")))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("address or a network");
  }

  @Test
  @DisplayName("without a proxy a header changes nothing, and foreign names are refused")
  void withoutAProxyNothingIsForwarded() throws IOException {
    try (TestPlatform platform = TestPlatform.start()) {
      assertThat(
              RawClient.send(
                      platform.server.address(),
                      "GET /health HTTP/1.1",
                      "Host: heddle.example.org",
                      "X-Forwarded-For: 198.51.100.7")
                  .status())
          .isEqualTo(421);
    }
  }
}
