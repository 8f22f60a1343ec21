package dev.heddle.platform.provenance;

import static dev.heddle.platform.executions.Bench.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.event.Enforcement;
import dev.heddle.platform.event.Event;
import dev.heddle.platform.event.EventStore.Happening;
import dev.heddle.platform.event.MemoryEventStore;
import dev.heddle.platform.executions.Bench;
import dev.heddle.platform.executions.StartRequest;
import dev.heddle.platform.pack.PackFolder;
import dev.heddle.platform.pack.WorkflowSource;
import dev.heddle.platform.pack.install.InstallationStore.Installation;
import dev.heddle.platform.pack.install.InstallationStore.Source;
import dev.heddle.platform.pack.install.LocalGit;
import dev.heddle.platform.pack.install.MemoryInstallationStore;
import dev.heddle.platform.pack.install.PackInstaller;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("U-10: where an execution comes from")
final class ProvenanceTest {

  private static final PackInstaller.Options FORCED = new PackInstaller.Options(true, false, false);

  @TempDir private Path directory;

  private final Bench bench = new Bench();
  private final MemoryEventStore events = new MemoryEventStore(_ -> false);
  private final MemoryInstallationStore installations = new MemoryInstallationStore();
  private final Provenance provenance =
      new Provenance(bench.store, bench.definitions, installations, events);

  private MapValue of(ExecutionId execution) {
    return provenance.of(done(bench.executions.find(execution)));
  }

  private static Value at(MapValue document, String path) {
    Value value = document;
    for (String name : path.split("\\.", -1)) {
      value = ((MapValue) value).getOr(name, Value.nothing());
    }
    return value;
  }

  private static Value json(String text) {
    return Json.read(text);
  }

  @Test
  @DisplayName("the commit is that of the version it runs, whatever is installed meanwhile")
  void theCommitOfItsOwnVersion() {
    PackInstaller installer =
        LocalGit.installer(directory.resolve("home"), bench.packs, installations, bench.clock);
    PackFolder lib = PackFolder.of(directory, "lib").workflow("hi", "core.noop").action("greet");
    String first = LocalGit.commit(lib.directory());
    done(installer.install(LocalGit.source(lib.directory()), FORCED, "ada"));
    StartRequest request = StartRequest.of(MapValue.EMPTY, "eve");
    ExecutionId flow = done(bench.executions.start("lib.hi", request)).id();
    ExecutionId action = done(bench.executions.start("lib.greet", request)).id();
    bench.clock.advance(Duration.ofMinutes(1));
    lib.file("README.md", "More about it.\n");
    String second = LocalGit.commit(lib.directory());
    done(installer.install(LocalGit.source(lib.directory()), FORCED, "bob"));

    ExecutionId later = done(bench.executions.start("lib.hi", request)).id();

    assertThat(at(of(flow), "pack.commit")).isEqualTo(Value.of(first));
    assertThat(at(of(flow), "pack.installed_by")).isEqualTo(Value.of("ada"));
    assertThat(at(of(action), "pack.commit")).isEqualTo(Value.of(first));
    assertThat(at(of(later), "pack.commit")).isEqualTo(Value.of(second));
    assertThat(second).isNotEqualTo(first);
    assertThat(Json.write(at(of(flow), "definition.files")))
        .matches("\\[\\{\"name\":\"workflows/hi.yaml\",\"digest\":\"sha256:[0-9a-f]{64}\"}]");
    done(bench.packs.delete("lib"));
    assertThat(at(of(flow), "pack.commit")).isEqualTo(Value.of(first));
  }

  @Test
  @DisplayName("row 31: who signed the version it runs, whoever signed the next")
  void whoSignedItsOwnVersion() {
    PackFolder lib = PackFolder.of(directory, "lib").workflow("hi", "core.noop");
    LocalGit.commit(lib.directory());
    Installation installed =
        done(LocalGit.installer(directory.resolve("home"), bench.packs, installations, bench.clock)
                .install(LocalGit.source(lib.directory()), FORCED, "ada"))
            .installation();
    bench.clock.advance(Duration.ofMinutes(1));
    installations.save(signed(installed, "release (0123456789abcdef)", bench.clock.instant()));
    ExecutionId run =
        done(bench.executions.start("lib.hi", StartRequest.of(MapValue.EMPTY, "eve"))).id();
    bench.clock.advance(Duration.ofMinutes(1));
    installations.save(signed(installed, "other (fedcba9876543210)", bench.clock.instant()));

    assertThat(at(of(run), "pack.signed_by")).isEqualTo(Value.of("release (0123456789abcdef)"));
  }

  private static Installation signed(Installation installed, String signer, Instant at) {
    Source source = new Source(installed.source().written(), installed.source().commit(), signer);
    return new Installation(
        installed.pack(), source, installed.copy(), installed.system(), installed.by(), at);
  }

  @Test
  @DisplayName("a workflow of the API is of no commit, also in a pack of one, whatever its name")
  void whatTheApiMade() {
    PackInstaller installer =
        LocalGit.installer(directory.resolve("home"), bench.packs, installations, bench.clock);
    PackFolder lib = PackFolder.of(directory, "lib").workflow("hi", "core.noop");
    LocalGit.commit(lib.directory());
    Path copy =
        Path.of(
            done(installer.install(LocalGit.source(lib.directory()), FORCED, "ada"))
                .installation()
                .copy()
                .directory());
    String name = copy.resolve("workflows/own.yaml").toString();
    done(bench.workflows.create("lib", source(name, PackFolder.flow("lib.own", "core.noop"))));
    ExecutionId run =
        done(bench.executions.start("lib.own", StartRequest.of(MapValue.EMPTY, "eve"))).id();

    assertThat(at(of(run), "pack")).isEqualTo(NullValue.INSTANCE);
    assertThat(Json.write(at(of(run), "definition.files"))).contains("\"name\":\"own.yaml\"");
  }

  private static WorkflowSource source(String name, String text) {
    return WorkflowSource.of(new SourceText(name, text));
  }

  @Test
  @DisplayName("what repeats or is part of a run that a rule started leads back to its event")
  void leadsBackToTheEvent() {
    ExecutionId run = bench.start(bench.flow("", "- {name: one, action: core.noop}"));
    assertThat(at(of(run), "starter"))
        .isEqualTo(
            json(
                "{\"login\": \"ada\", \"by\": \"request\", \"execution\": null, \"root\": \""
                    + run
                    + "\"}"));
    assertThat(at(of(run), "event")).isEqualTo(NullValue.INSTANCE);
    Enforcement enforcement = enforced(run);
    bench.fail("one");
    Execution again = done(bench.executions.retry(run, "bob"));

    MapValue origin = of(again.id());

    assertThat(at(of(run), "starter.by")).isEqualTo(Value.of("rule"));
    assertThat(at(origin, "starter"))
        .isEqualTo(
            json(
                """
                {"login": "bob", "by": "rerun", "execution": "%1$s", "root": "%1$s"}
                """
                    .formatted(run)));
    assertThat(at(origin, "rule"))
        .isEqualTo(json("{\"ref\": \"demo.r\", \"enforcement_id\": \"" + enforcement.id() + "\"}"));
    assertThat(at(origin, "event.id")).isEqualTo(Value.of(enforcement.event().toString()));
    assertThat(Json.write(origin)).as("not what the event said").doesNotContain("canary");
  }

  private Enforcement enforced(ExecutionId execution) {
    Enforcement enforcement =
        new Enforcement(
            bench.engine.newId(),
            bench.engine.newId(),
            "demo.r",
            "core.alert",
            "demo.flow",
            Enforcement.State.PROCESSED,
            "",
            MapValue.EMPTY,
            List.of(),
            1L,
            execution,
            null,
            "ada",
            List.of(),
            bench.clock.instant());
    MapValue payload = MapValue.builder().put("said", "canary").build();
    Event event =
        new Event(
            enforcement.event(), "core.alert", null, "webhook", payload, bench.clock.instant());
    events.record(List.of(new Happening(event, null, List.of(enforcement))));
    return enforcement;
  }

  @Test
  @DisplayName("of containers it says which images ran, as soon as that is known")
  void imagesThatRan() {
    ExecutionId run =
        bench.start(
            bench.definition(
                """
                name: etl
                steps:
                  - { id: one, image: "tiny:1", command: ["true"] }
                  - { id: two, image: "other:2", command: ["true"], depends_on: [one] }
                """));
    assertThat(at(of(run), "images"))
        .isEqualTo(
            json("[{\"task\": \"one\", \"name\": \"tiny:1\", \"id\": null, \"digest\": null}]"));
    String ran = "{\"name\": \"tiny:1\", \"id\": \"sha256:77\", \"digest\": \"tiny@sha256:88\"}";

    bench.succeed("one", json("{\"outputs\": {}, \"image\": " + ran + "}"));

    assertThat(Json.write(at(of(run), "images")))
        .contains("{\"task\":\"one\",\"name\":\"tiny:1\",\"id\":\"sha256:77\"")
        .contains("{\"task\":\"two\",\"name\":\"other:2\",\"id\":null");
  }
}
