package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.access.Grant;
import dev.heddle.platform.access.Identities;
import dev.heddle.platform.access.Identity;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Token;
import dev.heddle.server.Client.Got;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions, tokens and identities over HTTP, with real callers. */
final class SessionApiTest {

  private static final String PASSWORD = "correct horse battery";
  private static final Principal OPERATOR = Principal.operator("root");
  private static final String LOGIN = "{\"login\": \"ada\", \"password\": \"" + PASSWORD + "\"}";
  private static final String IN_BROWSER = LOGIN.replace("}", ", \"browser\": true}");

  private static TestPlatform platform;
  private static Client admin;

  @BeforeAll
  static void start() {
    platform = TestPlatform.withIdentities();
    admin = platform.client().bearer(platform.access.firstAdmin().createIfNobody().orElseThrow());
    Flows.install(admin);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @BeforeEach
  void ada() {
    platform.access.identities().delete(OPERATOR, "ada");
    platform
        .access
        .identities()
        .create(
            OPERATOR,
            Identity.Kind.USER,
            "ada",
            new Identities.Wish("Ada", null, Set.of("editor"), null, PASSWORD));
  }

  private static Client login() {
    return platform
        .client()
        .bearer(platform.client().post("/api/v1/auth/login", LOGIN).text("data.access_token"));
  }

  @Test
  @DisplayName("S1-166: login, whoami, refresh and logout")
  void logsInAndOut() {
    Got session = platform.client().post("/api/v1/auth/login", LOGIN);
    assertThat(session.status()).isEqualTo(200);
    Client ada = platform.client().bearer(session.text("data.access_token"));
    assertThat(ada.get("/api/v1/auth/whoami").text("data.login")).isEqualTo("ada");
    assertThat(ada.get("/api/v1/workflows").status()).isEqualTo(200);
    Got next =
        platform
            .client()
            .post(
                "/api/v1/auth/refresh",
                "{\"refresh_token\": \"" + session.text("data.refresh_token") + "\"}");
    Client again = platform.client().bearer(next.text("data.access_token"));
    assertThat(again.post("/api/v1/auth/logout").status()).isEqualTo(200);
    assertThat(again.get("/api/v1/workflows").status()).isEqualTo(401);
    assertThat(ada.get("/api/v1/workflows").status()).isEqualTo(401);
  }

  @Test
  @DisplayName("S1-166, security row 20: a wrong login is a 401 that tells nothing")
  void wrongLogins() {
    Got nobody = platform.client().post("/api/v1/auth/login", LOGIN.replace("ada", "nobody"));
    Got wrong =
        platform.client().post("/api/v1/auth/login", LOGIN.replace(PASSWORD, PASSWORD + "!"));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo(nobody.body()).doesNotContain(PASSWORD);
  }

  @Test
  @DisplayName("S1-166: a token is shown once, lists have no secret, and revoking ends it")
  void tokensAreShownOnce() {
    Client ada = login();
    Got made = ada.post("/api/v1/auth/tokens", "{\"name\": \"ci\", \"expires_in\": 60}");
    assertThat(made.status()).isEqualTo(201);
    String secret = made.text("data.token");
    Client robot = platform.client().bearer(secret);
    assertThat(robot.get("/api/v1/workflows").status()).isEqualTo(200);
    Got list = robot.get("/api/v1/auth/tokens");
    assertThat(list.text("data.0.name")).isEqualTo("ci");
    assertThat(list.body()).doesNotContain("hdl_");
    assertThat(ada.delete("/api/v1/auth/tokens/" + made.text("data.id")).status()).isEqualTo(200);
    assertThat(robot.get("/api/v1/workflows").status()).isEqualTo(401);
    Got others = admin.post("/api/v1/auth/tokens", "{\"name\": \"mine\"}");
    assertThat(ada.delete("/api/v1/auth/tokens/" + others.text("data.id")).status()).isEqualTo(404);
  }

  @Test
  @DisplayName("S1-166: a sensor's token is good for its events and nothing else")
  void sensorTokensAreLimited() {
    String secret =
        platform
            .access
            .tokens()
            .createFor(
                Token.Kind.SENSOR,
                "demo.watch",
                List.of(Grant.of(Resource.EVENTS, Operation.CREATE)),
                null)
            .secret();
    Client sensor = platform.client().bearer(secret);
    assertThat(sensor.get("/api/v1/auth/whoami").text("data.kind")).isEqualTo("sensor");
    for (String path : List.of("/api/v1/executions", "/api/v1/workflows", "/metrics")) {
      assertThat(sensor.get(path).status()).as(path).isEqualTo(403);
    }
    assertThat(sensor.post("/api/v1/auth/tokens", "{\"name\": \"x\"}").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @DisplayName("Security row 28: a bogus token is a 401 on every read")
  @ValueSource(strings = {"nothing", "", "hdl_x", "null", "a.b.c"})
  void bogusTokens(String token) {
    for (String path :
        List.of("/api/v1/executions", "/api/v1/workflows/demo.held", "/metrics", "/api/v1/packs")) {
      assertThat(admin.get(path).status()).isEqualTo(200);
      assertThat(platform.client().bearer(token).get(path).status()).as(path).isEqualTo(401);
    }
    assertThat(platform.client().header("Authorization", "Basic YTpi").get("/metrics").status())
        .isEqualTo(401);
  }

  @Test
  @DisplayName("Security row 18: a browser's session is a cookie no script or other site can use")
  void browserSessions() {
    Got session = platform.client().post("/api/v1/auth/login", IN_BROWSER);
    String cookie = session.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
    assertThat(session.body()).doesNotContain("hdl_");
    Client browser = platform.client().header("Cookie", cookie.split(";", 2)[0]);
    assertThat(browser.get("/api/v1/workflows").status()).isEqualTo(200);
    String start = "/api/v1/workflows/demo.broken/execute";
    assertThat(browser.post(start).text("code")).isEqualTo("cross_site");
    assertThat(browser.header("X-Heddle-Guard", "wrong").post(start).status()).isEqualTo(403);
    String guard = session.text("data.guard");
    assertThat(browser.get("/api/v1/auth/whoami").text("data.guard")).isEqualTo(guard);
    Client own = browser.header("X-Heddle-Guard", guard);
    assertThat(own.post(start).status()).isEqualTo(202);
    Got out = own.post("/api/v1/auth/logout");
    assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(browser.get("/api/v1/workflows").status()).isEqualTo(401);
  }

  @Test
  @DisplayName("Security rows 18 and 19: a browser's session of a token has its rights and its end")
  void browserSessionsOfTokens() {
    Client ada = login();
    assertThat(ada.post("/api/v1/auth/session").text("code")).isEqualTo("not_a_token");
    String narrow =
        "{\"name\": \"look\", \"grants\": [{\"resource\": \"workflows\", \"actions\": [\"read\"]}]}";
    Got made = ada.post("/api/v1/auth/tokens", narrow);
    Client token = platform.client().bearer(made.text("data.token"));
    List<Client> browsers = List.of(browser(token), browser(token));
    for (Client browser : browsers) {
      assertThat(browser.get("/api/v1/workflows").status()).isEqualTo(200);
      assertThat(browser.get("/api/v1/executions").status()).isEqualTo(403);
    }
    assertThat(browsers.getFirst().post("/api/v1/auth/logout").status()).isEqualTo(200);
    assertThat(browsers.getFirst().get("/api/v1/workflows").status()).isEqualTo(401);
    assertThat(token.get("/api/v1/workflows").status()).isEqualTo(200);
    assertThat(ada.delete("/api/v1/auth/tokens/" + made.text("data.id")).status()).isEqualTo(200);
    assertThat(browsers.getLast().get("/api/v1/workflows").status()).isEqualTo(401);
  }

  private static Client browser(Client token) {
    Got session = token.post("/api/v1/auth/session");
    assertThat(session.status()).isEqualTo(200);
    assertThat(session.body()).doesNotContain("hdl_");
    String cookie = session.headers().firstValue("Set-Cookie").orElseThrow();
    return platform
        .client()
        .header("Cookie", cookie.split(";", 2)[0])
        .header("X-Heddle-Guard", session.text("data.guard"));
  }

  @Test
  @DisplayName("Security row 18: no answer lets other origins read it, whatever they send")
  void thereIsNoCors() {
    for (String origin : List.of("null", "http://evil.example")) {
      Got got = admin.header("Origin", origin).get("/api/v1/workflows");
      assertThat(got.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }
  }

  @Test
  @DisplayName("Security rows 2 and 19: an open stream ends when its session does")
  void streamsEndWithTheirSession() {
    Client ada = login();
    String id = ada.post("/api/v1/workflows/demo.held/execute").text("data.id");
    List<Follow.Event> events =
        Follow.all(
            platform.server.address(),
            "/api/v1/executions/" + id + "/events",
            event -> {
              if (event.text("status").equals("running")) {
                ada.post("/api/v1/auth/logout");
              }
            },
            "Authorization: Bearer " + ada.bearer());
    assertThat(events).noneMatch(event -> event.text("status").equals("completed"));
    assertThat(admin.get("/api/v1/executions/" + id).text("data.status")).isEqualTo("running");
    platform.runner.open();
  }

  @Test
  @DisplayName("S1-166, S1-167: identities, their tokens and permission sets are managed")
  void managesIdentities() {
    String grants =
        "[{\"resource\": \"executions\", \"actions\": [\"read\"],"
            + " \"constraints\": {\"pack_refs\": [\"demo\"]}}]";
    assertThat(
            admin
                .post("/api/v1/permission-sets", "{\"ref\": \"watch\", \"grants\": " + grants + "}")
                .status())
        .isEqualTo(201);
    Got made =
        admin.post(
            "/api/v1/identities",
            "{\"login\": \"robot\", \"kind\": \"service\", \"roles\": [\"watch\"]}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    Got token = admin.post("/api/v1/identities/robot/tokens", "{\"name\": \"first\"}");
    Client robot = platform.client().bearer(token.text("data.token"));
    assertThat(robot.get("/api/v1/executions").status()).isEqualTo(200);
    assertThat(robot.get("/api/v1/workflows").status()).isEqualTo(403);
    assertThat(admin.get("/api/v1/identities/robot/tokens").list("data")).hasSize(1);
    assertThat(
            admin
                .put(
                    "/api/v1/permission-sets/watch",
                    "{\"grants\": [{\"resource\": \"packs\", \"actions\": [\"read\"]}]}")
                .status())
        .isEqualTo(200);
    assertThat(robot.get("/api/v1/executions").status()).isEqualTo(403);
    assertThat(robot.get("/api/v1/packs").status()).isEqualTo(200);
    assertThat(admin.put("/api/v1/identities/robot", "{\"disabled\": true}").status())
        .isEqualTo(200);
    assertThat(robot.get("/api/v1/packs").status()).isEqualTo(401);
    assertThat(admin.get("/api/v1/permission-sets").text("data.0.ref")).isEqualTo("viewer");
    assertThat(admin.get("/api/v1/permission-sets/watch").status()).isEqualTo(200);
    assertThat(admin.delete("/api/v1/permission-sets/watch").status()).isEqualTo(200);
    assertThat(admin.delete("/api/v1/identities/robot/tokens/" + token.text("data.id")).status())
        .isEqualTo(200);
    assertThat(admin.delete("/api/v1/identities/" + made.text("data.id")).status()).isEqualTo(200);
    assertThat(admin.get("/api/v1/identities/robot").status()).isEqualTo(404);
  }

  @Test
  void mistakesInGrantsAreAllNamed() {
    String grants =
        "[{\"resource\": \"cars\", \"actions\": [\"drive\"], \"deny\": true},"
            + " {\"resource\": \"packs\", \"actions\": [\"read\"],"
            + " \"constraints\": {\"refs\": []}}]";
    Got refused =
        admin.post("/api/v1/permission-sets", "{\"ref\": \"x\", \"grants\": " + grants + "}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.list("errors")).hasSize(4);
  }
}
