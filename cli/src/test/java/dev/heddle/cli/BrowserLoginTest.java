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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("S1-166, S1-172: heddle login --sso, with a real provider and the browser's cookies")
final class BrowserLoginTest {

  private static final String OPENS = "open in a browser on this machine: ";
  private static final Pattern REFRESH =
      Pattern.compile("http-equiv=\"refresh\" content=\"0; url=([^\"]+)\"");

  private static MockOAuth2Server provider;
  private static TestHome home;
  private static Background server;
  private static String address;

  /** The provider sends browsers to where the server says it is, so its port is known before. */
  @BeforeAll
  static void start() throws Exception {
    provider = new MockOAuth2Server();
    provider.start();
    home = new TestHome();
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
    server = Background.of(environment, "server", "--port", Integer.toString(port));
    server.await("heddle listens on ");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    home.close();
    provider.shutdown();
  }

  private static void next(String login, String group) {
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            "company",
            "s-" + login,
            "JWT",
            List.of("heddle"),
            Map.of("preferred_username", login, "groups", List.of(group)),
            3600));
  }

  @Test
  void logsInAtTheProvider(@TempDir Path own) throws Exception {
    next("grace", "engineers");
    Map<String, String> person = Map.of("HEDDLE_HOME", own.toString());
    try (Background login = Background.of(person, "login", address, "--sso")) {
      HttpResponse<String> seen = browse(login.await(OPENS).substring(OPENS.length()));
      assertThat(seen.body()).isEqualTo("You are logged in. This page can be closed.\n");
      login.await("logged in to " + address + " as grace; profile default is in use");
    }
    assertThat(CliRun.of(person, "", "auth", "whoami", "-j").out()).contains("\"grace\"");
    assertThat(CliRun.of(person, "", "rule", "list").exitCode()).isZero();
  }

  @Test
  @DisplayName("a login that fails in the browser ends the command at once, with the reason")
  void failsWithTheBrowser(@TempDir Path own) throws Exception {
    next("nemo", "guests");
    Map<String, String> person = Map.of("HEDDLE_HOME", own.toString());
    try (Background login = Background.of(person, "login", address, "--sso")) {
      String begins = login.await(OPENS).substring(OPENS.length());
      HttpResponse<String> page = browse(begins);
      assertThat(page.statusCode()).isEqualTo(403);
      assertThat(page.body()).contains("The login failed", "Nobody has given you a role here");
      URI told = told(page.body());

      URI madeUp =
          URI.create(told.toString().replaceAll("challenge=.*", "challenge=" + "x".repeat(43)));
      assertThat(visit(madeUp, "").statusCode()).as("by another page").isEqualTo(404);
      assertThat(visit(told, "").statusCode()).as("so the page stays").isEqualTo(204);
      login.await("heddle: the login failed: Nobody has given you a role here");
      login.await("hint: heddle login " + address + " --sso");
      assertThat(login.exitCode()).isEqualTo(1);
    }
    assertThat(own.resolve("profiles.json")).doesNotExist();
  }

  /** Where the page goes on to. */
  private static URI told(String page) {
    Matcher refresh = REFRESH.matcher(page);
    assertThat(refresh.find()).as(page).isTrue();
    return URI.create(refresh.group(1).replace("&amp;", "&"));
  }

  private static HttpResponse<String> visit(URI page, String cookie) throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(page).header("Accept", "text/html,application/xhtml+xml");
      if (page.toString().startsWith(address)) {
        request.header("Cookie", cookie);
      }
      return browser.send(request.build(), BodyHandlers.ofString());
    }
  }

  /** Follows where it is sent, with the cookie of the server, as browsers do. */
  private static HttpResponse<String> browse(String from) throws Exception {
    String cookie = "";
    URI next = URI.create(from);
    for (int hop = 0; hop < 5; hop++) {
      HttpResponse<String> page = visit(next, cookie);
      if (page.statusCode() < 301 || page.statusCode() > 303) {
        return page;
      }
      cookie =
          page.headers().firstValue("Set-Cookie").map(set -> set.split(";", 2)[0]).orElse(cookie);
      next = URI.create(page.headers().firstValue("Location").orElseThrow());
    }
    throw new AssertionError("sent around in circles, to " + next);
  }
}
