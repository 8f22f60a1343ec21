package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrowserLoginTest {

  private static final String OPENS = "open in a browser on this machine: ";

  @Test
  @DisplayName("S1-166, S1-172: heddle login --sso, with a real provider and the browser's cookies")
  void logsInAtTheProvider(@TempDir Path own) throws Exception {
    MockOAuth2Server provider = new MockOAuth2Server();
    provider.start();
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            "company",
            "s-1",
            "JWT",
            List.of("heddle"),
            Map.of("preferred_username", "grace", "groups", List.of("engineers")),
            3600));
    try (TestHome home = new TestHome();
        Background _ = server(home, provider)) {
      Map<String, String> person = Map.of("HEDDLE_HOME", own.toString());
      try (Background login = Background.of(person, "login", address, "--sso")) {
        String open = login.await(OPENS).substring(OPENS.length());
        assertThat(browse(open)).isEqualTo("You are logged in. This page can be closed.\n");
        login.await("logged in to " + address + " as grace; profile default is in use");
      }
      assertThat(CliRun.of(person, "", "auth", "whoami", "-j").out()).contains("\"grace\"");
      assertThat(CliRun.of(person, "", "rule", "list").exitCode()).isZero();
    } finally {
      provider.shutdown();
    }
  }

  private String address = "";

  /** The provider sends browsers to where the server says it is, so its port is known before. */
  private Background server(TestHome home, MockOAuth2Server provider) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    address = "http://127.0.0.1:" + port;
    Map<String, String> environment = new HashMap<>(home.environment());
    environment.put("HEDDLE_OIDC_ISSUER", provider.issuerUrl("company").toString());
    environment.put("HEDDLE_OIDC_CLIENT_ID", "heddle");
    environment.put("HEDDLE_OIDC_ROLES", "engineers=editor");
    environment.put("HEDDLE_PUBLIC_URL", address);
    Background server = Background.of(environment, "server", "--port", Integer.toString(port));
    server.await("heddle listens on ");
    return server;
  }

  /** Follows where it is sent, with the cookie of the server, as browsers do. */
  private String browse(String from) throws Exception {
    String cookie = "";
    URI next = URI.create(from);
    try (HttpClient browser = HttpClient.newHttpClient()) {
      for (int hop = 0; hop < 5; hop++) {
        HttpRequest.Builder request = HttpRequest.newBuilder(next);
        if (next.toString().startsWith(address)) {
          request.header("Cookie", cookie);
        }
        HttpResponse<String> page = browser.send(request.build(), BodyHandlers.ofString());
        if (page.statusCode() == 200) {
          return page.body();
        }
        assertThat(page.statusCode()).as(page.body()).isBetween(301, 303);
        cookie =
            page.headers().firstValue("Set-Cookie").map(set -> set.split(";", 2)[0]).orElse(cookie);
        next = URI.create(page.headers().firstValue("Location").orElseThrow());
      }
    }
    throw new AssertionError("sent around in circles, to " + next);
  }
}
