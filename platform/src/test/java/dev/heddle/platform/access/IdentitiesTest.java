package dev.heddle.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.audit.MemoryAuditStore;
import dev.heddle.platform.keys.ServerKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may give what to whom: S1-167. */
final class IdentitiesTest {

  private static final Principal OPERATOR = Principal.operator("root");
  private static final Reach.Limit SHOP = Reach.Limit.pack("shop");

  private final MemoryAccessStore store = new MemoryAccessStore();
  private final Access access =
      Access.over(
          store,
          store,
          new MemoryAuditStore(),
          _ -> Optional.empty(),
          new ServerKey("k".repeat(40)),
          () -> Instant.EPOCH);

  private static Identities.Wish roles(String... roles) {
    return new Identities.Wish(null, null, Set.of(roles), null, null);
  }

  private static String outcome(Answer<?> answer) {
    return answer instanceof Answer.Refused<?>(Refusal refusal) ? refusal.code() : "done";
  }

  /** Somebody who manages identities and may look, and nothing else. */
  private static Principal manager() {
    Rights rights =
        new Rights(
            List.of(
                Grant.of(Resource.IDENTITIES, Operation.READ, Operation.values()),
                Grant.of(Resource.PACKS, Operation.READ),
                Grant.of(Resource.EXECUTIONS, Operation.READ).within(SHOP)));
    return new Principal(Principal.Kind.USER, "manager", Set.of(), rights, null);
  }

  @Test
  @DisplayName("S1-167: nobody gives more than they have, or touches who has more")
  void nobodyGivesMoreThanTheyHave() {
    Identities all = access.identities();
    all.create(OPERATOR, Identity.Kind.USER, "boss", roles("admin"));
    all.create(OPERATOR, Identity.Kind.USER, "ada", roles());
    assertThat(outcome(all.change(manager(), "ada", roles("admin")))).isEqualTo("not_delegable");
    assertThat(outcome(all.create(manager(), Identity.Kind.USER, "x", roles("viewer"))))
        .isEqualTo("not_delegable");
    assertThat(
            outcome(
                all.change(manager(), "boss", new Identities.Wish(null, true, null, null, null))))
        .isEqualTo("not_delegable");
    assertThat(outcome(all.delete(manager(), "boss"))).isEqualTo("not_delegable");
    assertThat(outcome(access.tokens().create(manager(), "boss", new Tokens.Wish("t", null, null))))
        .isEqualTo("not_delegable");
    Grant mine = Grant.of(Resource.EXECUTIONS, Operation.READ).within(SHOP);
    Grant wide = Grant.of(Resource.EXECUTIONS, Operation.READ);
    assertThat(outcome(all.createSet(manager(), set("mine", mine)))).isEqualTo("done");
    assertThat(outcome(all.createSet(manager(), set("wide", wide)))).isEqualTo("not_delegable");
    assertThat(outcome(all.change(manager(), "ada", roles("mine")))).isEqualTo("done");
    assertThat(outcome(all.replaceSet(manager(), set("mine", wide)))).isEqualTo("not_delegable");
  }

  private static PermissionSet set(String ref, Grant... grants) {
    return new PermissionSet(ref, ref, "", List.of(grants), false);
  }

  @Test
  void whatIsBuiltInStays() {
    Identities all = access.identities();
    assertThat(outcome(all.createSet(OPERATOR, set("admin")))).isEqualTo("ref_taken");
    assertThat(outcome(all.replaceSet(OPERATOR, set("viewer")))).isEqualTo("built_in");
    assertThat(outcome(all.deleteSet(OPERATOR, "editor"))).isEqualTo("built_in");
    assertThat(outcome(all.deleteSet(OPERATOR, "none"))).isEqualTo("unknown_permission_set");
    assertThat(all.sets()).startsWith(BuiltInSets.ALL.toArray(PermissionSet[]::new));
  }

  @Test
  void wrongIdentitiesAreRefused() {
    Identities all = access.identities();
    assertThat(outcome(all.create(OPERATOR, Identity.Kind.USER, "-x", roles())))
        .isEqualTo("invalid_identity");
    assertThat(outcome(all.create(OPERATOR, Identity.Kind.USER, "x", roles("none"))))
        .isEqualTo("invalid_identity");
    assertThat(outcome(all.create(OPERATOR, Identity.Kind.USER, "x", roles()))).isEqualTo("done");
    assertThat(outcome(all.create(OPERATOR, Identity.Kind.USER, "x", roles())))
        .isEqualTo("login_taken");
    assertThat(outcome(all.find("nobody"))).isEqualTo("unknown_identity");
  }

  @Test
  @DisplayName("S1-167: what no grant permits is refused; a role that is gone permits nothing")
  void failsClosed() {
    Identities all = access.identities();
    all.createSet(OPERATOR, set("shop", Grant.of(Resource.PACKS, Operation.READ)));
    all.create(OPERATOR, Identity.Kind.USER, "ada", roles("shop"));
    Permission read = new Permission(Resource.PACKS, Operation.READ);
    assertThat(all.rightsOf("ada").may(read)).isTrue();
    all.deleteSet(OPERATOR, "shop");
    assertThat(all.rightsOf("ada")).isEqualTo(Rights.NONE);
    assertThat(all.rightsOf("nobody")).isEqualTo(Rights.NONE);
    assertThat(Rights.NONE.reach(read)).isEqualTo(Reach.NOTHING);
  }

  @ParameterizedTest
  @CsvSource({"shop.a, 1, true", "shop.b, 1, false", "shop.a, 3, false", "shopping.a, 1, false"})
  @DisplayName("S1-167: constraints hold all at once; a grant beside widens")
  void constraintsHoldTogether(String ref, String id, boolean allowed) {
    Rights rights =
        new Rights(
            List.of(
                Grant.of(Resource.EXECUTIONS, Operation.READ)
                    .within(new Reach.Limit(Set.of("shop.a"), Set.of("1", "2"), Set.of("shop")))));
    Permission read = new Permission(Resource.EXECUTIONS, Operation.READ);
    assertThat(rights.may(read, new Target(ref, id))).isEqualTo(allowed);
  }

  @Test
  void theFirstStartMakesOneAdministrator() {
    String token = access.firstAdmin().createIfNobody().orElseThrow();
    assertThat(access.firstAdmin().createIfNobody()).isEmpty();
    assertThat(access.recognition().bearer(token).login()).isEqualTo("admin");
    access
        .identities()
        .change(OPERATOR, "admin", new Identities.Wish(null, true, Set.of(), null, null));
    String again = access.firstAdmin().reset();
    assertThat(access.recognition().bearer(token).isAnonymous()).isTrue();
    assertThat(access.recognition().bearer(again).rights().grants())
        .isEqualTo(BuiltInSets.ADMIN.grants());
  }
}
