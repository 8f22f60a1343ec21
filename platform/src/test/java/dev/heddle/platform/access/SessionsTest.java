package dev.heddle.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.audit.MemoryAuditStore;
import dev.heddle.platform.keys.ServerKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in, tokens and what ends them: S1-166, security rows 19, 20 and 28. */
final class SessionsTest {

  private static final String PASSWORD = "correct horse battery";
  private static final String HASH = PasswordHash.of(PASSWORD);
  private static final ServerKey KEY = new ServerKey("a key that only tests have, and long enough");
  private static final Principal OPERATOR = Principal.operator("root");

  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final MemoryAccessStore store = new MemoryAccessStore();
  private final Access access =
      Access.over(store, store, new MemoryAuditStore(), _ -> Optional.empty(), KEY, () -> now);

  @BeforeEach
  void ada() {
    Identity ada =
        done(
            access
                .identities()
                .create(OPERATOR, Identity.Kind.USER, "ada", wish(Set.of("editor"), null)));
    store.setPassword(ada.id(), HASH);
  }

  private static Identities.Wish wish(Set<String> roles, @Nullable String password) {
    return new Identities.Wish(null, null, roles, Set.of("ops"), password);
  }

  private static Identities.Wish wish(Set<String> roles) {
    return new Identities.Wish(null, null, roles, null, null);
  }

  private Sessions.Begun login() {
    return done(access.sessions().login("ada", PASSWORD, "192.0.2.1"));
  }

  private static <T> T done(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return ((Answer.Done<T>) answer).value();
  }

  private static Refusal refused(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused<?>) answer).refusal();
  }

  private Principal bearer(String secret) {
    return access.recognition().bearer(secret);
  }

  @Test
  @DisplayName("S1-166: login gives an access token and what gets the next one")
  void loginGivesTokens() {
    Sessions.Begun begun = login();
    Principal caller = bearer(begun.access());
    assertThat(caller.login()).isEqualTo("ada");
    assertThat(caller.kind()).isEqualTo(Principal.Kind.USER);
    assertThat(caller.groups()).contains("editor", "ops").hasSize(3);
    assertThat(caller.may(new Permission(Resource.WORKFLOWS, Operation.CREATE))).isTrue();
    Sessions.Begun next = done(access.sessions().refresh(begun.secret()));
    assertThat(bearer(next.access()).login()).isEqualTo("ada");
    assertThat(next.session()).isEqualTo(begun.session());
  }

  @Test
  @DisplayName("S1-166: each secret is good for its own use only")
  void secretsAreNotMixedUp() {
    Sessions.Begun begun = login();
    assertThat(bearer(begun.secret()).isAnonymous()).isTrue();
    assertThat(access.recognition().cookie(begun.access()).isAnonymous()).isTrue();
    assertThat(access.recognition().cookie(begun.secret()).login()).isEqualTo("ada");
    Tokens.Made token =
        done(access.tokens().create(OPERATOR, "ada", new Tokens.Wish("ci", null, null)));
    assertThat(bearer(token.secret()).login()).isEqualTo("ada");
    assertThat(access.recognition().cookie(token.secret()).isAnonymous()).isTrue();
    assertThat(refused(access.sessions().refresh(token.secret())).code())
        .isEqualTo("session_ended");
  }

  @ParameterizedTest
  @DisplayName("Security row 28: what is no token of ours proves nothing")
  @ValueSource(
      strings = {
        "",
        "nothing",
        "hdl_",
        "hdl_nothing",
        "a.b.c",
        "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.eyJpc3MiOiJoZWRkbGUiLCJzaWQiOiJ4In0.",
        "eyJhbGciOiJub25lIn0.eyJpc3MiOiJoZWRkbGUifQ."
      })
  void otherTokensProveNothing(String secret) {
    assertThat(bearer(secret).isAnonymous()).isTrue();
  }

  @Test
  void aTokenOfAnotherInstallationOrChangedProvesNothing() {
    String access = login().access();
    Access other =
        Access.over(
            store,
            store,
            new MemoryAuditStore(),
            _ -> Optional.empty(),
            new ServerKey("x".repeat(40)),
            () -> now);
    assertThat(other.recognition().bearer(access).isAnonymous()).isTrue();
    String[] parts = access.split("\\.", -1);
    assertThat(bearer(parts[0] + "." + parts[1] + ".").isAnonymous()).isTrue();
    assertThat(bearer(parts[0] + "." + parts[1] + "x." + parts[2]).isAnonymous()).isTrue();
  }

  @Test
  @DisplayName("Security row 19: logout, disable, role change, password and deletion end sessions")
  void whatHappensToAnIdentityEndsItsSessions() {
    List<Consumer<Sessions.Begun>> ends =
        List.of(
            begun -> access.sessions().logout(bearer(begun.access())),
            _ -> change(new Identities.Wish(null, true, null, null, null)),
            _ -> change(wish(Set.of("viewer"))),
            _ -> change(new Identities.Wish(null, null, null, null, "another long password")),
            _ -> access.identities().delete(OPERATOR, "ada"));
    for (Consumer<Sessions.Begun> end : ends) {
      access.identities().delete(OPERATOR, "ada");
      ada();
      Sessions.Begun begun = login();
      assertThat(bearer(begun.access()).isAnonymous()).isFalse();
      end.accept(begun);
      assertThat(bearer(begun.access()).isAnonymous()).isTrue();
      assertThat(access.recognition().cookie(begun.secret()).isAnonymous()).isTrue();
      assertThat(refused(access.sessions().refresh(begun.secret())).kind())
          .isEqualTo(Refusal.Kind.UNAUTHENTICATED);
    }
  }

  private void change(Identities.Wish wish) {
    done(access.identities().change(OPERATOR, "ada", wish));
  }

  @Test
  @DisplayName("Security row 19: a token loses what its identity loses, at once")
  void tokensFollowTheirIdentity() {
    String token =
        done(access.tokens().create(OPERATOR, "ada", new Tokens.Wish("ci", null, null))).secret();
    Permission write = new Permission(Resource.WORKFLOWS, Operation.CREATE);
    assertThat(bearer(token).may(write)).isTrue();
    change(wish(Set.of("viewer")));
    assertThat(bearer(token).may(write)).isFalse();
    change(new Identities.Wish(null, true, null, null, null));
    assertThat(bearer(token).isAnonymous()).isTrue();
  }

  @Test
  @DisplayName("S1-166: a token can be narrower, expires and is revoked")
  void tokensAreNarrowedAndEnd() {
    List<Grant> only = List.of(Grant.of(Resource.PACKS, Operation.READ));
    Tokens.Made made =
        done(
            access
                .tokens()
                .create(
                    bearer(login().access()),
                    "ada",
                    new Tokens.Wish("ci", only, Duration.ofDays(1))));
    assertThat(bearer(made.secret()).rights().grants()).isEqualTo(only);
    now = now.plus(Duration.ofDays(1));
    assertThat(bearer(made.secret()).isAnonymous()).isTrue();
    Tokens.Made other =
        done(access.tokens().create(OPERATOR, "ada", new Tokens.Wish("x", null, null)));
    done(access.tokens().revoke("ada", other.token().id()));
    assertThat(bearer(other.secret()).isAnonymous()).isTrue();
    assertThat(refused(access.tokens().revoke("ada", other.token().id())).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
  }

  @Test
  @DisplayName("S1-166: a sensor's token has the grants it was made with and no identity")
  void sensorTokens() {
    List<Grant> emit = List.of(Grant.of(Resource.EVENTS, Operation.CREATE));
    Tokens.Made made = access.tokens().createFor(Token.Kind.SENSOR, "demo.watch", emit, null);
    Principal sensor = bearer(made.secret());
    assertThat(sensor.kind()).isEqualTo(Principal.Kind.SENSOR);
    assertThat(sensor.login()).isEqualTo("sensor:demo.watch");
    assertThat(sensor.rights().grants()).isEqualTo(emit);
    access.tokens().revoke(made.token());
    assertThat(bearer(made.secret()).isAnonymous()).isTrue();
  }

  @Test
  @DisplayName("S1-166: an access token lasts a quarter of an hour, a session half a day")
  void tokensExpire() {
    Sessions.Begun begun = login();
    now = now.plus(Sessions.ACCESS_LIFE);
    assertThat(bearer(begun.access()).isAnonymous()).isTrue();
    Sessions.Begun next = done(access.sessions().refresh(begun.secret()));
    now = now.plus(Sessions.LIFE).plusSeconds(1);
    assertThat(refused(access.sessions().refresh(next.secret())).code()).isEqualTo("session_ended");
  }

  @Test
  @DisplayName("Security row 19: a refresh token that comes twice ends the session")
  void stolenRefreshTokensEndTheSession() {
    Sessions.Begun begun = login();
    Sessions.Begun next = done(access.sessions().refresh(begun.secret()));
    assertThat(refused(access.sessions().refresh(begun.secret())).code())
        .isEqualTo("session_ended");
    assertThat(bearer(next.access()).isAnonymous()).isTrue();
    assertThat(refused(access.sessions().refresh(next.secret())).code()).isEqualTo("session_ended");
  }

  @Test
  @DisplayName("Security row 20: no answer tells whether there is such a person")
  void refusalsAreAllTheSame() {
    change(new Identities.Wish(null, true, null, null, null));
    access.identities().create(OPERATOR, Identity.Kind.SERVICE, "robot", wish(Set.of("viewer")));
    Refusal expected = refused(access.sessions().login("nobody", PASSWORD, "192.0.2.1"));
    assertThat(expected.kind()).isEqualTo(Refusal.Kind.UNAUTHENTICATED);
    for (String login : List.of("ada", "robot", "", "ada ")) {
      assertThat(refused(access.sessions().login(login, PASSWORD, "192.0.2.1")))
          .isEqualTo(expected);
    }
    change(new Identities.Wish(null, false, null, null, null));
    assertThat(refused(access.sessions().login("ada", "wrong", "192.0.2.1"))).isEqualTo(expected);
  }

  @Test
  @DisplayName("Security row 20: a login is refused after ten failures, from wherever they came")
  void loginsAreLimited() {
    for (int i = 0; i < 10; i++) {
      assertThat(refused(access.sessions().login("ada", "wrong", "192.0.2." + i)).code())
          .isEqualTo("login_failed");
    }
    Refusal late = refused(access.sessions().login("ada", PASSWORD, "192.0.2.77"));
    assertThat(late.kind()).isEqualTo(Refusal.Kind.TOO_OFTEN);
    assertThat(refused(access.sessions().login("ADA", PASSWORD, "192.0.2.77")).kind())
        .isEqualTo(Refusal.Kind.TOO_OFTEN);
    now = now.plus(Duration.ofMinutes(11));
    assertThat(login().identity().login()).isEqualTo("ada");
  }

  @Test
  @DisplayName("Security row 20: an address is refused after many failures, whatever it tries")
  void addressesAreLimited() {
    for (int i = 0; i < 50; i++) {
      store.countFailure(KEY.fingerprint("address 192.0.2.9"), now.minusSeconds(1), now);
    }
    assertThat(refused(access.sessions().login("ada", PASSWORD, "192.0.2.9")).kind())
        .isEqualTo(Refusal.Kind.TOO_OFTEN);
    assertThat(login().identity().login()).isEqualTo("ada");
  }

  @Test
  @DisplayName("Security row 20: passwords are kept as Argon2id with their own salt")
  void passwordsAreKeptMemoryHard() {
    String one = PasswordHash.of(PASSWORD);
    assertThat(one)
        .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
        .isNotEqualTo(PasswordHash.of(PASSWORD));
    assertThat(PasswordHash.matches(PASSWORD, one)).isTrue();
    assertThat(PasswordHash.matches(PASSWORD + " ", one)).isFalse();
    assertThat(PasswordHash.matches(PASSWORD, "sha512:abc")).isFalse();
    // As the reference implementation writes it: argon2 somesalt -id -m 16 -t 2 -p 1.
    assertThat(
            PasswordHash.matches(
                "password",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"))
        .isTrue();
  }

  @Test
  void shortPasswordsAreRefused() {
    Refusal refusal =
        refused(
            access
                .identities()
                .create(OPERATOR, Identity.Kind.USER, "bob", wish(Set.of(), "short")));
    assertThat(refusal.fields()).extracting("path").containsExactly("password");
  }
}
