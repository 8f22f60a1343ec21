package dev.heddle.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Reach;
import dev.heddle.model.execution.Starter;
import dev.heddle.platform.keys.KeyOwner;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What executions may do in the name of whoever started them. */
final class StarterRightsTest {

  private static final KeyOwner SHOP = new KeyOwner(KeyOwner.Type.PACK, "shop");

  private final MemoryAccessStore store = new MemoryAccessStore();
  private final StarterRights starters = new StarterRights(store);

  @BeforeEach
  void people() {
    store.add(
        new PermissionSet(
            "shop-keys",
            "S",
            "",
            List.of(
                Grant.of(Resource.KEYS, Operation.DECRYPT).within(Reach.Limit.pack("shop")),
                Grant.of(Resource.KEYS, Operation.READ)),
            false));
    store.add(identity("viewer", false, "viewer"));
    store.add(identity("runner", false, "executor"));
    store.add(identity("editor", false, "editor"));
    store.add(identity("keeper", false, "executor", "shop-keys"));
    store.add(identity("suspended", true, "admin"));
    store.add(identity("gone", false, "admin"));
    store.delete("id-gone");
  }

  private static Identity identity(String login, boolean disabled, String... roles) {
    return new Identity(
        "id-" + login,
        Identity.Kind.USER,
        login,
        login,
        disabled,
        Set.of(roles),
        Set.of(),
        null,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  @ParameterizedTest
  @DisplayName("S1-030: who may read secrets of a pack, of another one and of the system")
  @CsvSource({
    "viewer,    false, false, false",
    "runner,    false, false, false",
    "editor,    true,  true,  true",
    "keeper,    true,  false, false",
    "suspended, false, false, false",
    "gone,      false, false, false",
    "local,     true,  true,  true",
  })
  void secretsNeedPermission(String login, boolean shop, boolean other, boolean system) {
    assertThat(starters.mayRead(Starter.of(login), SHOP, "db.password")).isEqualTo(shop);
    KeyOwner action = new KeyOwner(KeyOwner.Type.ACTION, "shop.buy");
    assertThat(starters.mayRead(Starter.of(login), action, "db.password")).isEqualTo(shop);
    KeyOwner others = new KeyOwner(KeyOwner.Type.PACK, "shopping");
    assertThat(starters.mayRead(Starter.of(login), others, "db.password")).isEqualTo(other);
    assertThat(starters.mayRead(Starter.of(login), KeyOwner.SYSTEM, "db.password"))
        .isEqualTo(system);
  }

  @Test
  void everybodyReadsTheirOwnSecretsAndNobodyElses() {
    assertThat(starters.mayRead(Starter.of("viewer"), KeyOwner.ofIdentity("viewer"), "a")).isTrue();
    assertThat(starters.mayRead(Starter.of("viewer"), KeyOwner.ofIdentity("runner"), "a"))
        .isFalse();
  }

  @Test
  void whatChangesHoldsAfterTheNextRefresh() {
    assertThat(starters.mayRead(Starter.of("editor"), SHOP, "a")).isTrue();
    store.replace(identity("editor", false, "viewer"));
    starters.refresh();
    assertThat(starters.mayRead(Starter.of("editor"), SHOP, "a")).isFalse();
    assertThat(starters.mayRead(Starter.of("local"), SHOP, "a")).isTrue();
    store.add(identity("local", false));
    starters.refresh();
    assertThat(starters.mayRead(Starter.of("local"), SHOP, "a")).isFalse();
  }

  @ParameterizedTest
  @DisplayName("S1-168: sets beyond the starter's rights, and unknown ones, cannot be handed on")
  @CsvSource({
    "editor, viewer+standard, ''",
    "editor, viewer+admin,    admin",
    "runner, editor+shop-keys, editor+shop-keys",
    "keeper, shop-keys,       ''",
    "local,  admin+nonsense,  nonsense",
    "gone,   viewer+standard, viewer",
  })
  void setsAreHandedOnAsFarAsRightsGo(String login, String sets, String refused) {
    assertThat(
            String.join("+", starters.undelegable(Starter.of(login), List.of(sets.split("\\+")))))
        .isEqualTo(refused);
  }

  @ParameterizedTest
  @DisplayName("S1-149: what a rule starts reads secrets as far as its sets and its owner may")
  @CsvSource({
    "editor, shop-keys,        true,  false",
    "editor, viewer,           false, false",
    "editor, editor,           true,  true",
    "runner, shop-keys,        false, false",
    "keeper, shop-keys+viewer, true,  false",
    "keeper, editor,           false, false",
    "gone,   shop-keys,        false, false",
    "local,  shop-keys,        true,  false",
    "local,  standard,         false, false",
    "local,  nonsense,         false, false",
  })
  void rulesLimitWhatTheyStart(String login, String sets, boolean shop, boolean system) {
    Starter starter = new Starter(login, List.of(sets.split("\\+")));
    assertThat(starters.mayRead(starter, SHOP, "db.password")).isEqualTo(shop);
    assertThat(starters.mayRead(starter, KeyOwner.SYSTEM, "db.password")).isEqualTo(system);
    assertThat(starters.mayRead(starter, KeyOwner.ofIdentity(login), "own")).isEqualTo(system);
  }

  @ParameterizedTest
  @DisplayName("S1-168: what a rule has limited hands on no more than its limits")
  @CsvSource({
    "editor, viewer+editor, editor+shop-keys, ''",
    "editor, viewer,        editor+viewer,    editor",
    "editor, shop-keys,     standard,         ''",
    "local,  viewer,        admin+shop-keys,  admin+shop-keys",
  })
  void limitsHoldForWhatIsHandedOn(String login, String limits, String sets, String refused) {
    Starter starter = new Starter(login, List.of(limits.split("\\+")));
    assertThat(String.join("+", starters.undelegable(starter, List.of(sets.split("\\+")))))
        .isEqualTo(refused);
  }
}
