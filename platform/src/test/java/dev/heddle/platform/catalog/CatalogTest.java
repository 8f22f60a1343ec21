package dev.heddle.platform.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.port.Catalog.Found;
import dev.heddle.model.Parameters;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.platform.keys.Keys;
import dev.heddle.platform.keys.MemoryKeyStore;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.platform.pack.Pack;
import dev.heddle.platform.pack.PackFolder;
import dev.heddle.platform.pack.PackReader;
import dev.heddle.platform.pack.WorkflowSource;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogTest {

  private static final Action NOOP =
      new Action(
          "core.noop",
          "No-op",
          "",
          true,
          Parameters.ANY,
          new Executor.Builtin("noop"),
          Optional.empty());

  @TempDir Path folder;

  private final ServerKey key = new ServerKey("0123456789abcdef0123456789abcdef");
  private final MemoryCatalogStore store = new MemoryCatalogStore();
  private final Keys keys = new Keys(new MemoryKeyStore(), key, Clock.systemUTC());
  private Definitions definitions = new Definitions(store, key, List.of(NOOP));

  private StoredCatalog catalog() {
    return new StoredCatalog(definitions, new LiveSight(store, key, List.of(NOOP)), keys);
  }

  /** As another process sees it. */
  private StoredCatalog restarted() {
    definitions = new Definitions(store, key, List.of(NOOP));
    return catalog();
  }

  private static Pack read(PackFolder folder) {
    return PackReader.read(folder.directory()).pack().orElseThrow();
  }

  private static WorkflowSource source(String ref, String... calls) {
    return WorkflowSource.of(new SourceText("flow.yaml", PackFolder.flow(ref, calls)));
  }

  private Registration.Registered register(WorkflowSource source, Pack... packs) {
    return (Registration.Registered) definitions.register(source, List.of(packs));
  }

  @Test
  void theSameTextThatSeesTheSamePacksHasOneId() {
    Pack pack = read(PackFolder.of(folder, "demo").action("greet"));

    long id = register(source("x.a", "demo.greet"), pack).definition().id();

    assertThat(register(source("x.a", "demo.greet"), pack).definition().id()).isEqualTo(id);
    assertThat(register(source("x.a", "demo.greet")).definition().id()).isNotEqualTo(id);
    assertThat(register(source("x.a", "core.noop"), pack).definition().id()).isNotEqualTo(id);
    restarted();
    assertThat(register(source("x.a", "demo.greet"), pack).definition().id()).isEqualTo(id);
  }

  @Test
  void aDefinitionKeepsSeeingItsPacksAfterARestartAndAnEdit() {
    PackFolder files = PackFolder.of(folder, "demo").action("greet").workflow("sub", "demo.greet");
    files.file("config.yaml", "token: canary\n");
    files.file(
        "pack.yaml",
        """
        ref: demo
        label: L
        description: D
        version: '1'
        conf_schema: {token: {type: string, secret: true}}
        """);
    long id =
        register(source("demo.main", "demo.greet", "demo.sub"), read(files)).definition().id();
    files.file("actions/greet.yaml", "ref: demo.greet\nlabel: Changed\n");

    StoredCatalog catalog = restarted();

    assertThat(catalog.find(id, "demo.greet"))
        .isInstanceOfSatisfying(
            Found.AnAction.class,
            found -> {
              assertThat(found.action().label()).isEqualTo("greet");
              assertThat(found.action().executor())
                  .isInstanceOfSatisfying(
                      Executor.Program.class,
                      program -> assertThat(program.entryPoint()).isRegularFile());
            });
    assertThat(catalog.find(id, "demo.sub"))
        .isInstanceOfSatisfying(
            Found.AWorkflow.class,
            found ->
                assertThat(catalog.find(found.definition(), "demo.greet"))
                    .isInstanceOf(Found.AnAction.class));
    assertThat(catalog.find(id, "core.noop")).isInstanceOf(Found.AnAction.class);
    assertThat(catalog.packConfig(id).get("token")).isEqualTo(SecretValue.mark(Value.of("canary")));
    assertThat(store.bundle(definitions.get(id).bundle()).orElseThrow()).doesNotContain("canary");
  }

  @Test
  @DisplayName("S1-135: a workflow does not see the configuration of another pack")
  void anotherPacksConfigurationIsUnreachable() {
    Pack other = read(PackFolder.of(folder, "other").file("config.yaml", "a: 1\n"));
    Pack demo = read(PackFolder.of(folder, "demo"));

    long id = register(source("demo.a", "core.noop"), demo, other).definition().id();

    assertThat(catalog().packConfig(id).isEmpty()).isTrue();
  }

  @Test
  void aWorkflowMayCallItself() {
    Registration.Registered registered = register(source("x.loop", "x.loop"));

    assertThat(registered.diagnostics()).isEmpty();
    assertThat(catalog().find(registered.definition().id(), "x.loop"))
        .isEqualTo(
            new Found.AWorkflow(registered.definition().workflow(), registered.definition().id()));
  }

  @Test
  @DisplayName("S1-076: registration warns of actions that are missing, with a suggestion")
  void warnsOfMissingActions() {
    Registration.Registered registered = register(source("x.a", "core.nop", "gone.thing"));

    assertThat(registered.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("unknown_action", "unknown_action");
    assertThat(registered.diagnostics().getFirst().message())
        .contains("`t1`", "`core.nop`", "did you mean `core.noop`?");
    assertThat(registered.diagnostics().getFirst().span())
        .as("where the ref stands")
        .hasToString("flow.yaml:6:13");
    assertThat(registered.diagnostics().getLast().message()).contains("there is no pack `gone`");
    assertThat(catalog().find(registered.definition().id(), "core.nop"))
        .isInstanceOfSatisfying(
            Found.Nothing.class,
            nothing -> assertThat(nothing.reason()).contains("did you mean `core.noop`?"));
  }

  @Test
  void aWorkflowOfTheSameBundleStoredLaterIsFoundToo() {
    Pack pack = read(PackFolder.of(folder, "demo").workflow("sub", "core.noop"));
    long without = register(source("x.a", "core.noop"), pack).definition().id();
    StoredCatalog elsewhere =
        new StoredCatalog(
            new Definitions(store, key, List.of(NOOP)),
            new LiveSight(store, key, List.of(NOOP)),
            keys);
    assertThat(elsewhere.find(without, "core.noop")).isInstanceOf(Found.AnAction.class);

    long with = register(source("x.b", "demo.sub"), pack).definition().id();

    assertThat(elsewhere.find(with, "demo.sub")).isInstanceOf(Found.AWorkflow.class);
  }

  @Test
  @DisplayName("S1-002: a stored document compiles to an equal workflow")
  void anExportedDocumentIsAnEqualDefinition() {
    Definition original = register(source("x.a", "core.noop")).definition();

    Definition imported =
        register(WorkflowSource.of(new SourceText("export.json", original.document().toString())))
            .definition();

    assertThat(imported.document()).isEqualTo(original.document());
    assertThat(imported.workflow().ref()).isEqualTo(original.workflow().ref());
  }

  @Test
  @DisplayName("S1-016: __chart_meta__ survives parse, store and export")
  void visualMetadataSurvives() {
    String yaml =
        """
        ref: x.a
        label: A
        version: '1'
        tasks:
          - name: t1
            action: core.noop
            __chart_meta__: {x: 10, y: [1, {z: null}]}
            next:
              - do: t2
                __chart_meta__: {label: yes}
          - name: t2
            action: core.noop
        """;
    long id = register(WorkflowSource.of(new SourceText("a.yaml", yaml))).definition().id();
    restarted();

    String exported = definitions.get(id).document().toString();

    assertThat(exported)
        .contains("\"__chart_meta__\":{\"x\":10,\"y\":[1,{\"z\":null}]}")
        .contains("\"__chart_meta__\":{\"label\":\"yes\"}");
  }

  @Test
  void refusesWhatDoesNotCompileAndStoresNothing() {
    Registration registration =
        definitions.register(
            WorkflowSource.of(new SourceText("a.yaml", "ref: x.a\ntasks: []\n")), List.of());

    assertThat(registration).isInstanceOf(Registration.Refused.class);
    assertThat(store.definition(1)).isEmpty();
    assertThatThrownBy(() -> catalog().workflow(1)).isInstanceOf(IllegalArgumentException.class);
  }
}
