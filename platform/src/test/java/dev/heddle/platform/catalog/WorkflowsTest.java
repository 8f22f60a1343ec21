package dev.heddle.platform.catalog;

import static dev.heddle.platform.executions.Bench.done;
import static dev.heddle.platform.executions.Bench.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.port.Catalog.Found;
import dev.heddle.engine.port.Reach;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.catalog.CatalogStore.WorkflowRow;
import dev.heddle.platform.executions.Bench;
import dev.heddle.platform.executions.StartRequest;
import dev.heddle.platform.pack.PackFolder;
import dev.heddle.platform.pack.WorkflowSource;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkflowsTest {

  @TempDir Path folder;

  private final Bench bench = new Bench();

  @BeforeEach
  void createPack() {
    done(bench.packs.create("demo", "Demo", "", "1"));
  }

  private static WorkflowSource source(String ref, String... calls) {
    return WorkflowSource.of(new SourceText("body", PackFolder.flow(ref, calls)));
  }

  private Execution start(String ref) {
    return done(bench.executions.start(ref, StartRequest.of(MapValue.EMPTY, "ada")));
  }

  @Test
  @DisplayName("S1-127: create, 404 unknown pack, 409 duplicate, 400 invalid")
  void createsAWorkflowOnce() {
    Workflows.Saved saved = done(bench.workflows.create("demo", source("demo.a", "core.noop")));

    assertThat(saved.workflow().ref()).isEqualTo("demo.a");
    assertThat(saved.warnings()).isEmpty();
    assertThat(refusal(bench.workflows.create("demo", source("demo.a", "core.noop"))).kind())
        .isEqualTo(Refusal.Kind.CONFLICT);
    assertThat(refusal(bench.workflows.create("none", source("none.a", "core.noop"))).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
    assertThat(refusal(bench.workflows.create("demo", source("other.a", "core.noop"))).code())
        .isEqualTo("invalid_ref");
    Refusal invalid = refusal(bench.workflows.create("demo", source("demo.b")));
    assertThat(invalid.kind()).isEqualTo(Refusal.Kind.INVALID);
    assertThat(invalid.diagnostics()).isNotEmpty();
  }

  @Test
  @DisplayName("S1-076: creating warns of a missing action; it may come later")
  void warnsOfAMissingAction() throws IOException {
    Workflows.Saved saved = done(bench.workflows.create("demo", source("demo.a", "lib.greet")));
    assertThat(saved.warnings()).hasSize(1);

    PackFolder.of(folder, "lib").action("greet");
    assertThat(bench.packs.installAll(folder)).hasSize(1);

    assertThat(bench.catalog.find(saved.workflow().definition(), "lib.greet"))
        .isInstanceOf(Found.AnAction.class);
  }

  @Test
  @DisplayName("S1-119: a running execution keeps the definition it started with")
  void anUpdateDoesNotTouchWhatRuns() {
    done(bench.workflows.create("demo", source("demo.a", "core.noop")));
    Execution first = start("demo.a");

    done(bench.workflows.update("demo.a", source("demo.a", "core.noop", "core.noop")));
    bench.succeed("t1");

    assertThat(done(bench.executions.find(first.id())).status())
        .isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(start("demo.a").definition()).isNotEqualTo(first.definition());
    assertThat(refusal(bench.workflows.update("demo.a", source("demo.b", "core.noop"))).code())
        .isEqualTo("ref_changed");
    assertThat(refusal(bench.workflows.update("demo.x", source("demo.x", "core.noop"))).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
  }

  @Test
  @DisplayName("S1-132: deleted during a run: the run completes, a new one is refused")
  void aDeletedWorkflowLetsItsRunsComplete() {
    done(bench.workflows.create("demo", source("demo.a", "core.noop", "core.noop")));
    Execution running = start("demo.a");

    done(bench.workflows.delete("demo.a"));
    bench.succeed("t1", "t2");

    assertThat(done(bench.executions.find(running.id())).status())
        .isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(
            refusal(bench.executions.start("demo.a", StartRequest.of(MapValue.EMPTY, "ada")))
                .kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
    assertThat(refusal(bench.workflows.delete("demo.a")).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
    done(bench.workflows.create("demo", source("demo.a", "core.noop")));
  }

  @Test
  @DisplayName("S1-129: a disabled workflow is a conflict")
  void aDisabledWorkflowDoesNotStart() {
    done(bench.workflows.create("demo", source("demo.a", "core.noop")));
    done(bench.workflows.enable("demo.a", false));

    Refusal refusal =
        refusal(bench.executions.start("demo.a", StartRequest.of(MapValue.EMPTY, "ada")));

    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT);
    assertThat(refusal.message()).contains("disabled");
    done(bench.workflows.enable("demo.a", true));
    assertThat(start("demo.a").workflow()).isEqualTo("demo.a");
  }

  @Test
  @DisplayName("S1-001, S1-130: an action is started by its ref like a workflow")
  void startsAnAction() throws IOException {
    PackFolder.of(folder, "lib")
        .action("greet")
        .file(
            "actions/greet.yaml",
            """
            ref: lib.greet
            label: Greet
            parameters:
              name: {type: string, required: true}
              mood: {type: string}
              token: {type: string, secret: true, default: canary}
            """);
    bench.packs.installAll(folder);
    MapValue given = (MapValue) Json.read("{\"name\":\"Ada\"}");

    Execution execution = done(bench.executions.start("lib.greet", StartRequest.of(given, "ada")));
    assertThat(bench.runner.running().getFirst().input().toString())
        .contains("\"name\":\"Ada\"")
        .doesNotContain("canary");
    bench.succeed("run", Value.of("hi"));

    assertThat(done(bench.executions.find(execution.id())).result())
        .isEqualTo(Json.read("{\"result\":\"hi\",\"succeeded\":true}"));
    assertThat(execution.workflow()).isEqualTo("lib.greet");
    assertThat(
            refusal(bench.executions.start("lib.greet", StartRequest.of(MapValue.EMPTY, "ada")))
                .message())
        .contains("Missing required parameter: name");
    assertThat(done(bench.workflows.startable("lib.greet")).id()).isEqualTo(execution.definition());
  }

  @Test
  @DisplayName("S1-131: a check names errors and what is not installed, and stores nothing")
  void checksWithoutStoring() {
    assertThat(bench.workflows.check(source("demo.a", "core.nop")).diagnostics())
        .singleElement()
        .satisfies(warning -> assertThat(warning.code()).isEqualTo("unknown_action"));
    assertThat(
            Definitions.check(source("demo.a", "core.noop"), List.of(), List.of(Bench.NOOP))
                .diagnostics())
        .isEmpty();
    assertThat(bench.workflows.check(source("demo.a")).diagnostics()).anyMatch(Diagnostic::isError);
    assertThat(bench.catalogStore.definition(1)).isEmpty();
  }

  @Test
  void listsByPackTagStateAndText() {
    done(bench.workflows.create("demo", source("demo.a", "core.noop")));
    done(bench.workflows.create("demo", source("demo.b", "core.noop")));
    done(bench.workflows.enable("demo.b", false));

    assertThat(bench.workflows.list(Workflows.Filter.ALL))
        .extracting(WorkflowRow::ref)
        .containsExactly("demo.a", "demo.b");
    assertThat(
            bench.workflows.list(new Workflows.Filter("demo", List.of(), true, "DEMO.", Reach.ALL)))
        .extracting(WorkflowRow::ref)
        .containsExactly("demo.a");
    assertThat(bench.workflows.list(new Workflows.Filter("x", List.of(), null, null, Reach.ALL)))
        .isEmpty();
    assertThat(
            bench.workflows.list(new Workflows.Filter(null, List.of("t"), null, null, Reach.ALL)))
        .isEmpty();
  }

  @Test
  void installedPacksCanBeReplacedAndRemoved() throws IOException {
    PackFolder files = PackFolder.of(folder, "lib").action("greet").workflow("hi", "lib.greet");
    bench.packs.installAll(folder);
    assertThat(start("lib.hi").workflow()).isEqualTo("lib.hi");
    assertThat(done(bench.actions.find("lib.greet")).label()).isEqualTo("greet");

    files.workflow("other", "lib.greet");
    bench.packs.installAll(files.directory());
    assertThat(done(bench.workflows.find("lib.other")).own()).isFalse();

    done(bench.packs.enable("lib", false));
    assertThat(refusal(bench.workflows.startable("lib.hi")).message()).contains("lib");
    done(bench.packs.delete("lib"));
    assertThat(refusal(bench.workflows.find("lib.hi")).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
  }

  @Test
  void whatAnotherProcessInstalledIsSeenAfterARefresh() {
    Bench here = bench;
    LiveSight elsewhere = new LiveSight(here.catalogStore, here.key, List.of(Bench.NOOP));
    done(here.workflows.create("demo", source("demo.a", "core.noop")));
    assertThat(elsewhere.workflow("demo.a")).isEmpty();

    elsewhere.refresh();

    assertThat(elsewhere.workflow("demo.a")).isPresent();
  }
}
