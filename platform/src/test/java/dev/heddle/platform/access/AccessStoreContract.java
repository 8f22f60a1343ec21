package dev.heddle.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Reach;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link IdentityStore} and {@link TokenStore} does. */
public abstract class AccessStoreContract {

  private static final Instant NOW = Instant.parse("2126-11-21T10:00:00Z");

  private static final PermissionSet SET =
      new PermissionSet(
          "shop",
          "Shop",
          "",
          List.of(
              Grant.of(Resource.EXECUTIONS, Operation.READ, Operation.EXECUTE)
                  .within(new Reach.Limit(Set.of("shop.a"), Set.of("1", "2"), Set.of("shop"))),
              Grant.of(Resource.PACKS, Operation.READ)),
          false);

  /** Stores over the same empty data. */
  protected abstract IdentityStore identities();

  protected abstract TokenStore tokens();

  private static Identity identity(String login, @Nullable String external, String... roles) {
    return new Identity(
        "id-" + login,
        Identity.Kind.USER,
        login,
        "Name of " + login,
        false,
        Set.of(roles),
        Set.of("ops", "night shift"),
        external,
        NOW,
        NOW);
  }

  private static Token token(String id, Token.Kind kind, @Nullable String identity) {
    return new Token(id, kind, identity, "a name", null, NOW, NOW.plusSeconds(60));
  }

  @Test
  void identitiesAreFoundByIdLoginAndProvider() {
    Identity ada = identity("ada", "https://idp|1", "viewer", "shop");
    Identity bob = identity("bob", null);
    assertThat(identities().add(bob)).isTrue();
    assertThat(identities().add(ada)).isTrue();
    assertThat(identities().add(identity("ada", null))).isFalse();
    assertThat(identities().add(identity("eve", "https://idp|1"))).isFalse();
    assertThat(identities().identities()).containsExactly(ada, bob);
    assertThat(identities().identity("ada")).contains(ada);
    assertThat(identities().identity("id-ada")).contains(ada);
    assertThat(identities().identity("nobody")).isEmpty();
    assertThat(identities().ofProvider("https://idp|1")).contains(ada);
    assertThat(identities().ofProvider("https://idp|2")).isEmpty();
  }

  @Test
  void onlyOneIsTheFirst() {
    Token token = token("t1", Token.Kind.INTEGRATION, "id-ada");
    assertThat(identities().addFirst(identity("ada", null), token, "h1")).isTrue();
    assertThat(
            identities()
                .addFirst(
                    identity("bob", null), token("t2", Token.Kind.INTEGRATION, "id-bob"), "h2"))
        .isFalse();
    assertThat(identities().identities()).containsExactly(identity("ada", null));
    assertThat(tokens().tokens("id-ada")).containsExactly(token);
    assertThat(tokens().byHash("h2")).isEmpty();
  }

  @Test
  void identitiesAreChangedAndRemovedWithTheirTokens() {
    identities().add(identity("ada", null));
    identities().setPassword("id-ada", "hash");
    Identity changed = identity("ada", "x", "admin");
    assertThat(identities().replace(changed)).isTrue();
    assertThat(identities().identity("ada")).contains(changed);
    assertThat(identities().password("id-ada")).contains("hash");
    assertThat(identities().replace(identity("bob", null))).isFalse();
    tokens().add(token("t1", Token.Kind.INTEGRATION, "id-ada"), "h1");
    assertThat(identities().wasIdentity("ada")).isFalse();
    assertThat(identities().delete("id-ada")).isTrue();
    assertThat(identities().delete("id-ada")).isFalse();
    assertThat(tokens().byHash("h1")).isEmpty();
    assertThat(identities().wasIdentity("ada")).isTrue();
    identities().add(identity("ada", null));
    assertThat(identities().delete("id-ada")).isTrue();
  }

  @Test
  void everyChangeOfAnIdentityGrowsTheRevision() {
    List<Long> seen = new ArrayList<>(List.of(identities().revision()));
    identities().add(identity("ada", null));
    seen.add(identities().revision());
    identities().replace(identity("ada", null, "viewer"));
    seen.add(identities().revision());
    identities().delete("id-ada");
    seen.add(identities().revision());
    assertThat(seen).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void permissionSetsKeepTheirGrantsAndGrowTheRevision() {
    long before = identities().revision();
    assertThat(identities().add(SET)).isTrue();
    assertThat(identities().add(SET)).isFalse();
    assertThat(identities().sets()).containsExactly(SET);
    identities().add(identity("ada", null, "shop", "viewer"));
    PermissionSet narrower = new PermissionSet("shop", "S", "D", List.of(), false);
    assertThat(identities().replace(narrower)).isTrue();
    assertThat(identities().sets()).containsExactly(narrower);
    long between = identities().revision();
    assertThat(between).isGreaterThan(before);
    assertThat(identities().deleteSet("shop")).isTrue();
    assertThat(identities().deleteSet("shop")).isFalse();
    assertThat(identities().revision()).isGreaterThan(between);
    assertThat(identities().identity("ada").orElseThrow().roles()).containsExactly("viewer");
  }

  @Test
  void tokensProveWhoseTheyAre() {
    Identity ada = identity("ada", null);
    identities().add(ada);
    Token own = token("t1", Token.Kind.INTEGRATION, "id-ada");
    Token sensor = new Token("t2", Token.Kind.SENSOR, null, "s.x", SET.grants(), NOW, null);
    tokens().add(own, "h1");
    tokens().add(sensor, "h2");
    long revision = identities().revision();
    assertThat(tokens().byHash("h1")).contains(new TokenStore.Proof(own, ada, revision));
    assertThat(tokens().byHash("h2")).contains(new TokenStore.Proof(sensor, null, revision));
    assertThat(tokens().byId("t1")).contains(new TokenStore.Proof(own, ada, revision));
    assertThat(tokens().byHash("t1")).isEmpty();
    assertThat(tokens().revoke("t1")).isTrue();
    assertThat(tokens().revoke("t1")).isFalse();
    assertThat(tokens().byHash("h1")).isEmpty();
  }

  @Test
  void allTokensOfAKindEndTogether() {
    identities().add(identity("ada", null));
    identities().add(identity("bob", null));
    tokens().add(token("t1", Token.Kind.INTEGRATION, "id-ada"), "h1");
    tokens().add(token("t2", Token.Kind.SESSION, "id-ada"), "h2");
    tokens().add(token("t3", Token.Kind.SESSION, "id-bob"), "h3");
    tokens().revokeAll("id-ada", EnumSet.of(Token.Kind.SESSION));
    assertThat(tokens().byHash("h1")).isPresent();
    assertThat(tokens().byHash("h2")).isEmpty();
    assertThat(tokens().byHash("h3")).isPresent();
    tokens().clean(NOW.plusSeconds(61));
    assertThat(tokens().byHash("h1")).isEmpty();
  }

  @Test
  void aSecretIsRotatedOnceAndItsReuseIsNoticed() {
    identities().add(identity("ada", null));
    tokens().add(token("t1", Token.Kind.SESSION, "id-ada"), "one");
    assertThat(tokens().rotate("one", "two", NOW, NOW.plusSeconds(90)).orElseThrow().stolen())
        .isFalse();
    assertThat(tokens().byHash("two").orElseThrow().token().expiresAt())
        .isEqualTo(NOW.plusSeconds(90));
    assertThat(tokens().byHash("one")).isEmpty();
    assertThat(tokens().rotate("one", "three", NOW, NOW).orElseThrow().stolen()).isTrue();
    assertThat(tokens().rotate("never", "four", NOW, NOW)).isEmpty();
    assertThat(tokens().rotate("two", "five", NOW.plusSeconds(90), NOW)).isEmpty();
  }

  @Test
  void aSessionThatBeganWithATokenEndsWithItAndKeepsItsSecret() {
    identities().add(identity("ada", null));
    Token token = token("t1", Token.Kind.INTEGRATION, "id-ada");
    tokens().add(token, "h1");
    tokens().addSession(token("t2", Token.Kind.SESSION, "id-ada"), "h2", token);
    assertThat(tokens().byHash("h2")).isPresent();
    assertThat(tokens().rotate("h2", "h3", NOW, NOW.plusSeconds(90))).isEmpty();
    assertThat(tokens().revoke("t1")).isTrue();
    assertThat(tokens().byHash("h2")).isEmpty();
  }

  @Test
  void failuresAreCountedWithinAWindow() {
    assertThat(tokens().countFailure("a", NOW, NOW.plusSeconds(1))).isEqualTo(1);
    assertThat(tokens().countFailure("a", NOW, NOW.plusSeconds(2))).isEqualTo(2);
    assertThat(tokens().countFailure("b", NOW, NOW.plusSeconds(2))).isEqualTo(1);
    assertThat(tokens().failures("a", NOW.plusSeconds(2))).isEqualTo(1);
    tokens().forgetFailures("a");
    assertThat(tokens().failures("a", NOW)).isZero();
    assertThat(tokens().failures("b", NOW)).isEqualTo(1);
  }
}
