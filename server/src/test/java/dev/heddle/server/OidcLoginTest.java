package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.access.ExternalLogins;
import dev.heddle.platform.access.Identities;
import dev.heddle.platform.access.Identity;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.audit.AuditStore;
import dev.heddle.server.oidc.OidcSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People log in at an OpenID provider that really runs, in a browser that this test plays. */
@DisplayName("S1-166, S1-167: login at an OpenID provider")
final class OidcLoginTest {

  private static final String ISSUER = "company";
  private static final String CLIENT = "heddle-client";
  private static final String SECRET = "a secret of the client";
  private static final Principal OPERATOR = Principal.operator("root");
  private static final HttpClient BROWSER =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  private static MockOAuth2Server provider;
  private static TestPlatform platform;

  @BeforeAll
  static void start() {
    provider = new MockOAuth2Server();
    provider.start();
    platform = TestPlatform.withIdentities(ServerOptions.onPort(0).withProvider(settings()));
    platform.access.firstAdmin().createIfNobody();
  }

  private static Optional<OidcSettings> settings() {
    return OidcSettings.of(
        Map.of(
            "HEDDLE_OIDC_ISSUER",
            provider.issuerUrl(ISSUER).toString(),
            "HEDDLE_OIDC_CLIENT_ID",
            CLIENT,
            "HEDDLE_OIDC_CLIENT_SECRET",
            SECRET,
            "HEDDLE_OIDC_NAME",
            "Company",
            "HEDDLE_OIDC_ROLES",
            "engineers=editor, operations=admin",
            "HEDDLE_PUBLIC_URL",
            "http://127.0.0.1:1"));
  }

  @AfterAll
  static void stop() {
    platform.close();
    provider.shutdown();
  }

  /** A login that has begun. */
  private record Begun(URI provider, String cookie) {}

  private static Begun begin() throws Exception {
    HttpResponse<String> sent = get(at("/api/v1/auth/oidc/start"), "");
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
    String cookie = sent.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Max-Age=600");
    return new Begun(
        URI.create(sent.headers().firstValue("Location").orElseThrow()), cookie.split(";", 2)[0]);
  }

  /** What the provider sends the browser back with, asked of the server. */
  private static HttpResponse<String> finish(URI atProvider, String cookie) throws Exception {
    HttpResponse<String> back = get(atProvider, "");
    assertThat(back.statusCode()).as(back.body()).isEqualTo(302);
    return callback(URI.create(back.headers().firstValue("Location").orElseThrow()), cookie);
  }

  private static HttpResponse<String> callback(URI address, String cookie) throws Exception {
    return get(at(address.getRawPath() + "?" + address.getRawQuery()), cookie);
  }

  private static HttpResponse<String> logIn() throws Exception {
    Begun begun = begin();
    return finish(begun.provider(), begun.cookie());
  }

  private static URI at(String path) {
    return platform.server.address().resolve(path);
  }

  private static HttpResponse<String> get(URI address, String cookie)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return BROWSER.send(request.build(), BodyHandlers.ofString());
  }

  private static void next(String subject, Map<String, Object> claims) {
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback(ISSUER, subject, "JWT", List.of(CLIENT), claims, 3600));
  }

  private static String session(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/ui");
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  @Test
  @DisplayName("S1-166 AT: who proves it there has a session here, with what their groups may do")
  void peopleLogIn() throws Exception {
    next("s-1", Map.of("preferred_username", "grace", "groups", List.of("engineers", "x")));
    String session = session(logIn());
    HttpResponse<String> who = get(at("/api/v1/auth/whoami"), session);
    assertThat(who.body()).contains("\"login\":\"grace\"", "engineers", "\"guard\":\"");
    Identity grace = find("grace");
    assertThat(grace.roles()).containsExactly("editor");
    assertThat(grace.external()).isEqualTo(provider.issuerUrl(ISSUER) + "#s-1");
    assertThat(
            platform
                .access
                .audit()
                .list(new AuditStore.Filter(null, "finishOidcLogin"), Long.MAX_VALUE, 10))
        .anySatisfy(entry -> assertThat(entry.deed().target()).contains(grace.id()));
  }

  private static Identity find(String login) {
    return platform.access.identities().list().stream()
        .filter(each -> each.login().equals(login))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("security row 19: another group at the next login ends the sessions of the former")
  void theProviderDecidesAtEveryLogin() throws Exception {
    next("s-2", Map.of("preferred_username", "hedy", "groups", List.of("operations")));
    String admin = session(logIn());
    assertThat(get(at("/api/v1/identities"), admin).statusCode()).isEqualTo(200);
    next("s-2", Map.of("preferred_username", "renamed", "groups", List.of("engineers")));
    String editor = session(logIn());
    assertThat(get(at("/api/v1/identities"), admin).statusCode()).isEqualTo(401);
    assertThat(get(at("/api/v1/identities"), editor).statusCode()).isEqualTo(403);
    assertThat(find("hedy").roles()).containsExactly("editor");
  }

  @Test
  void nobodyWithoutARoleGetsIn() throws Exception {
    next("s-3", Map.of("preferred_username", "nobody", "groups", List.of("guests")));
    HttpResponse<String> answer = logIn();
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("no_role");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  @DisplayName("nobody becomes somebody else by being called the same")
  void localLoginsAreNotTakenOver() throws Exception {
    platform
        .access
        .identities()
        .create(
            OPERATOR,
            Identity.Kind.USER,
            "local",
            new Identities.Wish(null, null, Set.of("admin"), null, null));
    next("s-4", Map.of("preferred_username", "local", "groups", List.of("engineers")));
    HttpResponse<String> answer = logIn();
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("login_taken");
  }

  @Test
  void whoIsDisabledHereStaysOut() throws Exception {
    next("s-5", Map.of("preferred_username", "mallory", "groups", List.of("engineers")));
    String session = session(logIn());
    platform
        .access
        .identities()
        .change(OPERATOR, "mallory", new Identities.Wish(null, true, null, null, null));
    assertThat(get(at("/api/v1/auth/whoami"), session).statusCode()).isEqualTo(401);
    next("s-5", Map.of("preferred_username", "mallory", "groups", List.of("engineers")));
    assertThat(logIn().statusCode()).isEqualTo(403);
  }

  @Test
  @DisplayName("an answer that did not begin in this browser is refused (state)")
  void foreignAnswersAreRefused() throws Exception {
    next("s-6", Map.of("preferred_username", "eve", "groups", List.of("engineers")));
    Begun eves = begin();
    URI answer =
        URI.create(get(eves.provider(), "").headers().firstValue("Location").orElseThrow());
    assertThat(callback(answer, "").statusCode()).isEqualTo(401);
    assertThat(callback(answer, begin().cookie()).statusCode()).isEqualTo(401);
    assertThat(callback(answer, "heddle_oidc=v1.AAAA").statusCode()).isEqualTo(401);
    URI noState = URI.create(answer.toString().replaceAll("state=[^&]*", "state=x"));
    assertThat(callback(noState, eves.cookie()).statusCode()).isEqualTo(401);
    assertThat(callback(answer, eves.cookie()).statusCode()).isEqualTo(303);
    assertThat(callback(answer, eves.cookie()).statusCode()).as("a code twice").isEqualTo(401);
  }

  @ParameterizedTest
  @DisplayName("what was asked for differently proves nothing: nonce, PKCE")
  @CsvSource({"nonce", "code_challenge"})
  void changedQuestionsAreRefused(String parameter) throws Exception {
    next("s-7", Map.of("preferred_username", "oscar", "groups", List.of("engineers")));
    Begun begun = begin();
    URI changed =
        URI.create(
            begun
                .provider()
                .toString()
                .replaceAll(parameter + "=[^&]*", parameter + "=" + "x".repeat(43)));
    assertThat(finish(changed, begun.cookie()).statusCode()).isEqualTo(401);
    drain();
  }

  /** The provider gives what was prepared for a login to the next one if that failed before. */
  private static void drain() throws Exception {
    Begun begun = begin();
    finish(begun.provider(), begun.cookie());
  }

  @Test
  @DisplayName("a command gets the session that a browser carried to it; nobody else, and once")
  void commandsLogIn() throws Exception {
    String verifier = "only the command knows this";
    String start =
        "/api/v1/auth/oidc/start?command_port=4711&command_challenge="
            + ExternalLogins.challenge(verifier);
    next("s-9", Map.of("preferred_username", "kay", "groups", List.of("engineers")));
    HttpResponse<String> sent = get(at(start), "");
    String cookie = sent.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    HttpResponse<String> back =
        finish(URI.create(sent.headers().firstValue("Location").orElseThrow()), cookie);
    String to = back.headers().firstValue("Location").orElseThrow();
    assertThat(to).startsWith("http://127.0.0.1:4711/?code=");
    assertThat(back.headers().firstValue("Set-Cookie")).isEmpty();
    String code = to.substring(to.indexOf("code=") + 5);
    assertThat(redeem(code, "guessed").status()).isEqualTo(401);
    assertThat(redeem("v1.AAAA", verifier).status()).isEqualTo(401);
    Client.Got session = redeem(code, verifier);
    assertThat(session.status()).isEqualTo(200);
    Client kay = platform.client().bearer(session.text("data.access_token"));
    assertThat(kay.get("/api/v1/auth/whoami").text("data.login")).isEqualTo("kay");
    assertThat(redeem(code, verifier).status()).as("a code twice").isEqualTo(401);
    assertThat(kay.get("/api/v1/auth/whoami").status()).as("and it was stolen").isEqualTo(401);
  }

  private static Client.Got redeem(String code, String verifier) {
    return platform
        .client()
        .post(
            "/api/v1/auth/oidc/redeem",
            "{\"code\": \"" + code + "\", \"verifier\": \"" + verifier + "\"}");
  }

  @ParameterizedTest
  @DisplayName("a port of the system, or no challenge, is no command")
  @CsvSource({"command_port=80", "command_port=x", "command_port=70000"})
  void strangeCommandsAreRefused(String query) throws Exception {
    assertThat(get(at("/api/v1/auth/oidc/start?" + query), "").statusCode()).isEqualTo(400);
  }

  private static HttpResponse<String> page(String path, String cookie) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(path)).header("Accept", "text/html,application/xhtml+xml,*/*");
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return BROWSER.send(request.build(), BodyHandlers.ofString());
  }

  private static void assertPage(HttpResponse<String> answer, int status, String... texts) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .startsWith("default-src 'none'; style-src 'sha256-")
        .doesNotContain("unsafe")
        .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(answer.body())
        .contains(texts)
        .contains("href=\"/api/v1/auth/oidc/start\"")
        .doesNotContain("<script", "onerror");
  }

  private static HttpResponse<String> pageAfter(String subject, Map<String, Object> claims)
      throws Exception {
    next(subject, claims);
    Begun begun = begin();
    URI back = URI.create(get(begun.provider(), "").headers().firstValue("Location").orElseThrow());
    return page(back.getRawPath() + "?" + back.getRawQuery(), begun.cookie());
  }

  @ParameterizedTest
  @DisplayName(
      "security row 17: a failed login is a page that says what to do, and repeats nothing")
  @CsvSource(
      delimiter = '|',
      value = {
        "access_denied           | access was denied",
        "temporarily_unavailable | just now",
        "%3Cscript%3Ealert(1)    | let nobody in",
      })
  void theProvidersErrorIsAPage(String error, String text) throws Exception {
    Begun begun = begin();
    String state = begun.provider().toString().replaceAll(".*[?&]state=([^&]*).*", "$1");
    String path = "/api/v1/auth/oidc/callback?error=" + error + "&state=" + state;
    String evil = "&error_description=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E";
    assertPage(page(path + evil, begun.cookie()), 401, text, "Log in again");
    assertPage(page(path + evil, ""), 401, "did not begin in this browser", "allow cookies");
    assertPage(page(path.replace(state, "%3Cb%3E"), begun.cookie()), 401, "did not begin");
  }

  @Test
  @DisplayName(
      "unknown, disabled, taken and impossible logins: each page says whom to ask for what")
  void refusedPeopleSeeAPage() throws Exception {
    assertPage(
        pageAfter("p-1", Map.of("preferred_username", "nemo", "groups", List.of("guests"))),
        403,
        "Nobody has given you a role here",
        "Ask an administrator of Heddle to let one of your groups in",
        "no_role");
    Map<String, Object> engineer =
        Map.of("preferred_username", "paged", "groups", List.of("engineers"));
    next("p-2", engineer);
    session(logIn());
    assertPage(pageAfter("p-3", engineer), 409, "somebody else with the login `paged`");
    platform
        .access
        .identities()
        .change(OPERATOR, "paged", new Identities.Wish(null, true, null, null, null));
    assertPage(pageAfter("p-2", engineer), 403, "disabled", "to enable it");
    assertPage(
        pageAfter(
            "p-4",
            Map.of("preferred_username", "<script>x</script>", "groups", List.of("engineers"))),
        400,
        "cannot be a login here");
    assertThat(
            platform
                .access
                .audit()
                .list(new AuditStore.Filter(null, "finishOidcLogin"), Long.MAX_VALUE, 20))
        .anySatisfy(entry -> assertThat(entry.deed().toString()).contains("login_taken"));
  }

  @Test
  @DisplayName("a command that waits is told of the failure, by whoever knows its challenge")
  void commandsHearOfFailures() throws Exception {
    String challenge = ExternalLogins.challenge("only the command knows this");
    HttpResponse<String> sent =
        get(at("/api/v1/auth/oidc/start?command_port=4711&command_challenge=" + challenge), "");
    String cookie = sent.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    String state =
        sent.headers().firstValue("Location").orElseThrow().replaceAll(".*state=([^&]*).*", "$1");
    String path = "/api/v1/auth/oidc/callback?error=access_denied&state=" + state;
    String telling =
        "<meta http-equiv=\"refresh\" content=\"0; url=http://127.0.0.1:4711/?failed=The+identity"
            + "+provider+let+nobody+in%3A+access+was+denied";
    assertPage(page(path, cookie), 401, telling, "&amp;challenge=" + challenge + "\">");
    assertThat(page(path, "").body()).as("nobody knows which command").doesNotContain("refresh");
    Begun without = begin();
    String other = without.provider().toString().replaceAll(".*[?&]state=([^&]*).*", "$1");
    assertThat(page(path.replace(state, other), without.cookie()).body())
        .as("no command waits")
        .contains("access was denied")
        .doesNotContain("refresh");
  }

  @Test
  void theLoginPageIsToldOfTheButton() {
    assertThat(platform.client().get("/api/v1/auth/methods").body())
        .contains("\"name\":\"Company\"", "\"start\":\"/api/v1/auth/oidc/start\"")
        .doesNotContain(SECRET, CLIENT);
    try (TestPlatform without = TestPlatform.withIdentities()) {
      assertThat(without.client().get("/api/v1/auth/methods").body()).contains("\"oidc\":null");
      assertThat(without.client().get("/api/v1/auth/oidc/start").status()).isEqualTo(404);
    }
  }

  @Test
  @DisplayName("a provider that is away makes a sentence, not a fault")
  void providersMayBeAway() throws Exception {
    OidcSettings gone =
        OidcSettings.of(
                Map.of(
                    "HEDDLE_OIDC_ISSUER", "http://127.0.0.1:1",
                    "HEDDLE_OIDC_CLIENT_ID", CLIENT,
                    "HEDDLE_PUBLIC_URL", "https://heddle.example.org"))
            .orElseThrow();
    try (TestPlatform lonely =
        TestPlatform.withIdentities(ServerOptions.onPort(0).withProvider(Optional.of(gone)))) {
      assertThat(lonely.client().get("/api/v1/auth/oidc/start").status()).isEqualTo(503);
      assertThat(lonely.client().get("/health").status()).isEqualTo(200);
      String command = "?command_port=4711&command_challenge=" + "x".repeat(43);
      HttpRequest asBrowser =
          HttpRequest.newBuilder(
                  lonely.server.address().resolve("/api/v1/auth/oidc/start" + command))
              .header("Accept", "text/html")
              .build();
      assertPage(
          BROWSER.send(asBrowser, BodyHandlers.ofString()),
          503,
          "does not answer",
          "in a minute",
          "url=http://127.0.0.1:4711/?failed=");
    }
  }
}
