package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.access.Principal;
import dev.heddle.server.http.Policy;
import dev.heddle.server.http.Route;
import dev.heddle.server.stream.ChangeFeed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row 1 and 2: nothing but the public list answers the anonymous, whatever a resource is called.
 */
@DisplayName("Security rows 1 and 2")
final class Sec01PublicRoutesTest {

  private static TestPlatform platform;
  private static List<Route> routes;

  @BeforeAll
  static void start() {
    platform = TestPlatform.start(ServerOptions.onPort(0), _ -> Principal.anonymous());
    try (ChangeFeed feed = new ChangeFeed(platform.engine)) {
      routes = TestPlatform.routes(platform, feed);
    }
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"configs", "health", "ready", "login", "metrics", "docs", "openapi.yaml", "x.css"})
  void namesThatLookPublicOpenNothing(String name) throws IOException {
    for (Route route : routes) {
      if (route.policy() instanceof Policy.Open) {
        continue;
      }
      String target = route.path().replaceAll("\\{\\w+}", name);
      assertThat(anonymous(route, target)).as(route.operation()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/health",
        "/..;/health",
        ";x=/health",
        "%2fhealth",
        "%2e",
        "//",
        "/.",
        "?health"
      })
  void endingsThatLookPublicOpenNothing(String ending) throws IOException {
    for (Route route : routes) {
      if (route.policy() instanceof Policy.Open) {
        continue;
      }
      String target = route.path().replaceAll("\\{\\w+}", "a1") + ending;
      assertThat(anonymous(route, target)).as(target).isIn(401, 404, 405);
    }
  }

  @Test
  void upperCaseOpensNothing() throws IOException {
    for (Route route : routes) {
      String target = route.path().replaceAll("\\{\\w+}", "a1").toUpperCase(java.util.Locale.ROOT);
      if (target.equals(route.path())) {
        continue;
      }
      assertThat(anonymous(route, target)).as(target).isIn(401, 404);
    }
  }

  @ParameterizedTest
  @DisplayName("Row 30: no other version of the API opens anything")
  @ValueSource(strings = {"/api/v2/", "/api/v0/", "/api/beta/", "/api/", "/v1/", "/v2/", "/"})
  void otherVersionsOpenNothing(String prefix) throws IOException {
    for (Route route : routes) {
      if (route.policy() instanceof Policy.Open || !route.path().startsWith("/api/v1/")) {
        continue;
      }
      String target = route.path().replace("/api/v1/", prefix).replaceAll("\\{\\w+}", "a1");
      assertThat(anonymous(route, target)).as(target).isIn(401, 404, 405);
    }
  }

  @Test
  void publicRoutesAnswer() throws IOException {
    List<Integer> statuses = new ArrayList<>();
    for (String path : List.of("/health", "/openapi.yaml", "/docs", "/docs/docs.js", "/ui")) {
      statuses.add(RawClient.get(platform.server.address(), path).status());
    }
    assertThat(statuses).containsOnly(200);
  }

  private static int anonymous(Route route, String target) throws IOException {
    var server = platform.server.address();
    return RawClient.send(
            server, route.method() + " " + target + " HTTP/1.1", "Host: " + server.getAuthority())
        .status();
  }
}
