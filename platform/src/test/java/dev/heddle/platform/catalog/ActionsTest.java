package dev.heddle.platform.catalog;

import static dev.heddle.platform.executions.Bench.done;
import static dev.heddle.platform.executions.Bench.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.executions.Bench;
import dev.heddle.platform.executions.StartRequest;
import dev.heddle.platform.pack.ActionFile;
import dev.heddle.platform.pack.PackFolder;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S1-130: actions made by the API")
final class ActionsTest {

  @TempDir Path folder;

  private final Bench bench = new Bench();
  private PackFolder lib;

  @BeforeEach
  void installPack() throws IOException {
    lib = PackFolder.of(folder, "lib").action("greet").file("actions/wave.sh", "echo wave\n");
    bench.packs.installAll(folder);
    done(bench.packs.create("empty", "Empty", "", "1"));
  }

  private static ActionFile file(String text) {
    return ActionFile.parse(new SourceText("action.yaml", text));
  }

  private final ActionFile wave =
      file("ref: lib.wave\nlabel: Wave\nparameters: {to: {type: string, required: true}}\n");

  @Test
  void runAProgramOfTheirPackAndStayWhenItIsReplaced() throws IOException {
    Action made = done(bench.actions.create(wave));

    assertThat(made.label()).isEqualTo("Wave");
    assertThat(((Executor.Program) made.executor()).entryPoint())
        .isEqualTo(folder.toRealPath().resolve("lib/actions/wave.sh"));
    lib.action("other");
    bench.packs.installAll(folder);
    assertThat(bench.actions.list())
        .extracting(Action::ref)
        .containsExactly("core.noop", "lib.greet", "lib.other", "lib.wave");
    MapValue to = Value.map("to", Value.of("you"));
    done(bench.executions.start("lib.wave", StartRequest.of(to, "ada")));
    assertThat(bench.runner.running().getFirst().input()).isEqualTo(to);
  }

  @Test
  void existOnceAndGoAgainButNotThoseOfFiles() {
    done(bench.actions.create(wave));

    assertThat(refusal(bench.actions.create(wave)).code()).isEqualTo("duplicate_ref");
    assertThat(refusal(bench.actions.create(file("ref: lib.greet\nlabel: x\n"))).code())
        .isEqualTo("duplicate_ref");
    assertThat(done(bench.actions.delete("lib.wave")).ref()).isEqualTo("lib.wave");
    assertThat(refusal(bench.actions.delete("lib.wave")).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
    assertThat(refusal(bench.actions.delete("lib.greet")).code()).isEqualTo("action_of_pack");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          label: x                                                     | invalid_action
          ref: none.a                                                  | unknown_pack
          ref: empty.a                                                 | pack_without_files
          ref: lib.a                                                   | invalid_action
          {ref: lib.wave, label: x, entry_point: ../../../bin/sh}      | invalid_action
          {ref: lib.wave, label: x, entry_point: /bin/sh}              | invalid_action
          {ref: lib.wave, label: x, runner: shell}                     | invalid_action
          {ref: lib.wave, label: x, workflow_file: a.yaml}             | invalid_action
          {ref: lib.wave                                               | invalid_action
          """)
  void areRefusedWithAReason(String text, String code) {
    assertThat(refusal(bench.actions.create(file(text))).code()).isEqualTo(code);
    assertThat(bench.actions.list()).hasSize(2);
  }
}
