package dev.heddle.platform.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.model.Parameters.Violation;
import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.catalog.Configuration.Setting;
import dev.heddle.platform.keys.Keys;
import dev.heddle.platform.keys.MemoryKeyStore;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.platform.pack.PackFolder;
import dev.heddle.platform.pack.PackReader;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationsTest {

  private static final String SCHEMA =
      """
      ref: demo
      label: L
      description: D
      version: "1"
      conf_schema:
        region: {type: string, default: us}
        size: {type: integer}
        token: {type: string, secret: true, required: true}
      """;

  @TempDir Path folder;

  private final ServerKey key = new ServerKey("0123456789abcdef0123456789abcdef");
  private final MemoryCatalogStore store = new MemoryCatalogStore();
  private final Definitions definitions = new Definitions(store, key, List.of());
  private final LiveSight live = new LiveSight(store, key, List.of());
  private final Packs packs = new Packs(store, key, definitions, live, Clock.systemUTC());
  private final Configurations configurations = new Configurations(store, key, live);
  private PackFolder demo;

  @BeforeEach
  void install() {
    demo = PackFolder.of(folder, "demo").file("pack.yaml", SCHEMA).workflow("a", "core.noop");
    install(demo);
    install(PackFolder.of(folder, "other").workflow("a", "core.noop"));
  }

  private void install(PackFolder files) {
    packs.install(PackReader.read(files.directory()).pack().orElseThrow());
  }

  private Configuration change(MapValue set, String... unset) {
    return done(configurations.change("demo", set, Set.of(unset)));
  }

  private static <T> T done(Answer<T> answer) {
    return ((Answer.Done<T>) answer).value();
  }

  private static List<String> refused(Answer<Configuration> answer) {
    return ((Answer.Refused<Configuration>) answer)
        .refusal().fields().stream().map(FieldError::path).toList();
  }

  /** What a workflow reads, as another process sees it. */
  private MapValue seenBy(String workflow) {
    LiveSight elsewhere = new LiveSight(store, key, List.of());
    long id = elsewhere.workflow(workflow).orElseThrow().definition();
    Keys keys = new Keys(new MemoryKeyStore(), key, Clock.systemUTC());
    return new StoredCatalog(definitions, elsewhere, keys).packConfig(id);
  }

  @Test
  @DisplayName("S1-135: what is set wins over the default, and unset the default is back")
  void whatIsSetWins() {
    assertThat(seenBy("demo.a").get("region")).isEqualTo(Value.of("us"));

    change(Value.map("region", Value.of("eu")));
    assertThat(seenBy("demo.a").get("region")).isEqualTo(Value.of("eu"));
    assertThat(change(MapValue.EMPTY).setting("region").map(Setting::set)).contains(true);

    change(MapValue.EMPTY, "region");
    assertThat(seenBy("demo.a").get("region")).isEqualTo(Value.of("us"));
  }

  @Test
  @DisplayName("S1-135, row 29: the configuration of another pack is unreachable")
  void anotherPacksIsUnreachable() {
    change(Value.map("token", Value.of("canary")));

    assertThat(seenBy("other.a").isEmpty()).isTrue();
    String sealed = store.installed().configs().get("demo");
    store.changeConfig("other", _ -> sealed);
    assertThatThrownBy(() -> seenBy("other.a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another secret key");
  }

  @Test
  @DisplayName("S1-135: secret fields are encrypted, marked, and never in what is shown")
  void secretsAreEncrypted() {
    Configuration shown =
        change(
            MapValue.builder()
                .put("token", "canary-of-the-schema")
                .put("region", SecretValue.mark(Value.of("canary-of-the-caller")))
                .build());

    assertThat(seenBy("demo.a").get("token"))
        .isEqualTo(SecretValue.mark(Value.of("canary-of-the-schema")));
    assertThat(seenBy("demo.a").get("region"))
        .isEqualTo(SecretValue.mark(Value.of("canary-of-the-caller")));
    assertThat(shown.toString()).doesNotContain("canary").contains(SecretValue.REDACTED);
    assertThat(store.installed().toString()).doesNotContain("canary");

    demo.file("pack.yaml", SCHEMA.replace("secret: true, ", ""));
    install(demo);
    assertThat(seenBy("demo.a").get("token")).isInstanceOf(SecretValue.class);
  }

  @Test
  @DisplayName("S1-135: a secret default of the schema is encrypted too")
  void secretDefaultsAreEncrypted() {
    demo.file("pack.yaml", SCHEMA.replace("required: true", "default: canary"));
    install(demo);

    assertThat(seenBy("demo.a").get("token")).isEqualTo(SecretValue.mark(Value.of("canary")));
    assertThat(store.installed().toString()).doesNotContain("canary");
  }

  @Test
  @DisplayName("S1-135: all that the schema does not allow is refused, and nothing of it is set")
  void theSchemaIsHeldTo() {
    MapValue wrong =
        MapValue.builder()
            .put("region", "eu")
            .put("size", "many")
            .put("zone", "a")
            .put("token", Value.nothing())
            .build();

    assertThat(refused(configurations.change("demo", wrong, Set.of())))
        .containsExactlyInAnyOrder("size", "zone", "token");
    assertThat(seenBy("demo.a").get("region")).isEqualTo(Value.of("us"));
    assertThat(configurations.change("nothing", MapValue.EMPTY, Set.of()))
        .isInstanceOf(Answer.Refused.class);
  }

  @Test
  @DisplayName(
      "S1-135: an upgrade keeps what is set; what it does not allow any more has no effect")
  void anUpgradeKeepsWhatIsSet() {
    change(MapValue.builder().put("region", "eu").put("size", 3).build());

    demo.file("pack.yaml", SCHEMA.replace("size: {type: integer}", "size: {type: string}"));
    install(demo);

    assertThat(seenBy("demo.a").get("region")).isEqualTo(Value.of("eu"));
    assertThat(seenBy("demo.a").has("size")).isFalse();
    assertThat(done(configurations.find("demo")).unfit())
        .extracting(Violation::path)
        .containsExactly("size");

    packs.delete("demo");
    demo.file("pack.yaml", SCHEMA);
    install(demo);
    assertThat(seenBy("demo.a").get("region")).isEqualTo(Value.of("us"));
  }

  @Test
  @DisplayName("S1-135: a pack that needs a value is installed, and says that it needs it")
  void aMissingValueIsSaid() {
    assertThat(PackReader.read(demo.directory()).diagnostics())
        .singleElement()
        .satisfies(said -> assertThat(said.code()).isEqualTo("missing_config"))
        .satisfies(said -> assertThat(said.isError()).isFalse());
  }
}
