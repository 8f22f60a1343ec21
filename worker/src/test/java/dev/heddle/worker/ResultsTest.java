package dev.heddle.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.model.action.Executor.OutputFormat;
import dev.heddle.model.action.Executor.Runner;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.Json;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import dev.heddle.worker.process.ProcessSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResultsTest extends RunsScripts {

  @Override
  WorkerSettings settings() {
    return super.settings()
        .withProcesses(
            ProcessSettings.DEFAULT.withGrace(GRACE, GRACE).withLimits(1 << 16, 1000, 1 << 17));
  }

  @Test
  @DisplayName("S1-137, S1-026: output of format json is the result")
  void s1_137_jsonOutputBecomesTheResult() throws Exception {
    Value result =
        succeed(
            scripts
                .shell("echo '{\"id\": 7, \"exit_code\": \"mine\"}'", "echo warned >&2")
                .output(OutputFormat.JSON));

    assertThat(field(result, "id")).isEqualTo(Value.of(7));
    assertThat(field(result, "exit_code")).isEqualTo(Value.of("mine"));
    assertThat(field(result, "stderr")).isEqualTo(Value.of("warned\n"));
    assertThat(stdout(result)).startsWith("{\"id\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JSON | [1, 2]        | [1,2]",
        "JSON | \"text\"      | \"text\"",
        "JSONL| {\"a\":1}\\n\\n{\"a\":2} | [{\"a\":1},{\"a\":2}]",
        "YAML | - a\\n- b: 1.5 | [\"a\",{\"b\":1.5}]",
      })
  void s1_137_outputThatIsNoMapIsTheResultItself(
      OutputFormat format, String printed, String expected) throws Exception {
    Files.writeString(directory.resolve("out"), printed.replace("\\n", "\n"));

    assertThat(succeed(scripts.shell("cat out").output(format))).isEqualTo(Json.read(expected));
  }

  @Test
  void s1_137_aYamlMapIsReachableByField() throws Exception {
    Value result =
        succeed(scripts.shell("printf 'id: 7\\nlist: [x]\\n'").output(OutputFormat.YAML));

    assertThat(field(result, "id")).isEqualTo(Value.of(7));
    assertThat(field(result, "list")).isEqualTo(Value.list(Value.of("x")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JSON  | {\"a\": 1,\\n  oops}        | line 2, column 3",
        "JSON  | ''                          | nothing was printed",
        "JSONL | {\"a\":1}\\nnot json        | line 2, column 1",
        "YAML  | a: [1                       | line",
        "YAML  | a: 1\\na: 2                 | line 2",
        "YAML  | a: !!javax.X [1]            | line 1",
      })
  void s1_137_outputThatIsNotWhatItShouldBeFails(OutputFormat format, String printed, String where)
      throws Exception {
    Files.writeString(directory.resolve("out"), printed.replace("\\n", "\n"));

    Report report = run(scripts.shell("cat out").output(format));

    assertThat(failed(report).type()).isEqualTo("invalid_output");
    assertThat(failed(report).message()).contains("output_format").contains(where);
    assertThat(stdout(leftBehind(report))).isEqualTo(printed.replace("\\n", "\n"));
  }

  @Test
  void aYamlBombIsRefusedQuickly() throws Exception {
    StringBuilder bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (char c = 'b'; c < 'k'; c++) {
      String before = "*" + (char) (c - 1);
      bomb.append(c).append(": &").append(c).append(" [").append(before);
      bomb.append(("," + before).repeat(8)).append("]\n");
    }
    Files.writeString(directory.resolve("out"), bomb);

    assertThat(failed(run(scripts.shell("cat out").output(OutputFormat.YAML))).type())
        .isEqualTo("invalid_output");
  }

  @Test
  void aFailureSaysTheExitCodeAndTheLastWords() throws Exception {
    Report report =
        run(scripts.shell("echo partial", "seq 1 150 >&2", "echo 'no such host' >&2", "exit 3"));
    Failure failure = failed(report);

    assertThat(failure.type()).isEqualTo("action_failed");
    assertThat(failure.message()).isEqualTo("exit code 3: no such host");
    assertThat(failure.details().get("exit_code")).isEqualTo(Value.of(3));
    assertThat(((TextValue) failure.details().getOr("stderr_tail", Value.nothing())).text().lines())
        .hasSize(100)
        .endsWith("150", "no such host");
    assertThat(stdout(leftBehind(report))).isEqualTo("partial\n");
    assertThat(field(leftBehind(report), "succeeded")).isEqualTo(Value.of(false));
  }

  @Test
  void whatAFailedProgramPrintedAsJsonIsItsResultAllTheSame() throws Exception {
    Report report = run(scripts.shell("echo '{\"id\": 7}'; exit 1").output(OutputFormat.JSON));

    assertThat(failed(report).message()).isEqualTo("exit code 1");
    assertThat(field(leftBehind(report), "id")).isEqualTo(Value.of(7));
  }

  @Test
  void aProgramEndedByASignalSaysWhich() throws Exception {
    Failure failure = failed(run(scripts.shell("kill -SEGV $$")));

    assertThat(failure.message()).startsWith("exit code 139 (SIGSEGV)");
    assertThat(failure.details().get("signal")).isEqualTo(Value.of("SEGV"));
  }

  @Test
  void aMissingEntryPointIsNamed() throws Exception {
    Path missing = directory.resolve("gone.sh");
    Failure failure = failed(run(scripts.shell("true").entryPoint(missing)));

    assertThat(failure.type()).isEqualTo("action_error");
    assertThat(failure.message())
        .contains("pack.script")
        .contains("the entry point " + missing + " does not exist");
  }

  @Test
  void aProgramThatIsNotExecutableIsNamed() throws Exception {
    Failure failure = failed(run(scripts.script(Runner.NATIVE, "", "#!/bin/sh")));

    assertThat(failure.type()).isEqualTo("action_error");
    assertThat(failure.message()).contains("chmod +x");
  }

  @Test
  void aProgramTheSystemCannotRunIsAnErrorOfTheAction() throws Exception {
    Scripts.Script script = scripts.script(Runner.NATIVE, "", "#!/no/such/interpreter");
    assertThat(script.program().entryPoint().toFile().setExecutable(true)).isTrue();
    Failure failure = failed(run(script));

    assertThat(failure.type()).isEqualTo("action_error");
    assertThat(failure.message()).contains("could not start").contains("No such file");
  }

  @Test
  void aMissingInterpreterIsNamedWithWhatToDo() throws Exception {
    Failure failure =
        failed(run(scripts.node("1").fixedEnvironment(Map.of("PATH", directory.toString()))));

    assertThat(failure.type()).isEqualTo("action_error");
    assertThat(failure.message())
        .contains("node is not installed where the worker looks")
        .contains("PATH is " + directory);
  }

  @Test
  void bytesThatAreNoTextAreReplaced() throws Exception {
    Value result = succeed(scripts.shell("printf 'a\\377\\376b\\0c\\n\\303\\244'"));

    assertThat(stdout(result)).isEqualTo("a\ufffd\ufffdb\0c\n\u00e4");
  }

  @Test
  void longOutputIsCutWithANotice() throws Exception {
    Value result = succeed(scripts.shell("head -c 100000 /dev/zero | tr '\\0' x"));

    assertThat(stdout(result))
        .startsWith("xxx")
        .endsWith("[heddle: output truncated after 65536 characters]\n")
        .hasSizeLessThan(65_700);
  }

  @Test
  void jsonThatIsTooLongToKeepFails() throws Exception {
    Failure failure =
        failed(
            run(
                scripts
                    .shell("echo '\"'; head -c 100000 /dev/zero | tr '\\0' x; echo '\"'")
                    .output(OutputFormat.JSON)));

    assertThat(failure.type()).isEqualTo("invalid_output");
    assertThat(failure.message()).contains("longer than what is kept");
  }

  @Test
  void longLinesAreLoggedInParts() throws Exception {
    RecordingListener listener =
        start(scripts.shell("head -c 2500 /dev/zero | tr '\\0' x; echo; echo end"));
    listener.report();

    assertThat(listener.texts().stream().map(String::length)).containsExactly(1000, 1000, 500, 3);
  }

  @Test
  void theLogIsBoundedAndSaysSo() throws Exception {
    RecordingListener listener = start(scripts.shell("seq 1 100000"));
    listener.report();

    assertThat(listener.lines).hasSizeLessThan((1 << 17) / 64 + 2);
    assertThat(listener.lines.getLast().stream()).isEqualTo(LogLine.Stream.ENGINE);
    assertThat(listener.lines.getLast().text()).contains("limit on log output");
  }
}
