package dev.heddle.worker.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Script files run as processes, through the engine (4.2, S3-56). */
@Tag("needs-interpreters")
class ScriptRunTest {

  @TempDir Path directory;
  private ScriptBench bench;

  @BeforeEach
  void open() {
    bench = ScriptBench.in(directory);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  @DisplayName("S3-01, S3-05: a chain hands its outputs on, blank lines and all")
  void aChain() throws Exception {
    Execution run =
        bench.run(
            """
            # sample.workflow
            fun extract_data():
                print("first")

                # a comment in between
                print("second")

            fun transform(raw:extract_data):
                with open("raw") as f:
                    data = f.read()
                transformed = data.upper()
                print(transformed, end="")

            fun load(processed:transform):
                with open("processed") as f:
                    print(f"Loading: {f.read()}")
            """);

    assertThat(run.status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(bench.text(run.id(), "load")).isEqualTo("Loading: FIRST\nSECOND\n\n");
    assertThat(Json.write(Objects.requireNonNull(run.result())))
        .isEqualTo(
            "{\"load\":{\"stdout\":\"Loading: FIRST\\nSECOND\\n\\n\",\"stderr\":\"\",\"exit_code\":0,"
                + "\"succeeded\":true,\"output\":\"Task_Output/"
                + run.id()
                + "/load/output.txt\",\"size\":23}}");
  }

  @Test
  @DisplayName("S3-19: outputs, code and requirements lie where they are expected")
  void placesAreDeterministic() throws Exception {
    ExecutionId run = bench.start(bench.add("fun a():\n  print(1)\n", "# nothing\n"));
    bench.ended(run);

    try (Stream<Path> files = Files.walk(directory.resolve("artifacts"))) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> directory.resolve("artifacts").relativize(file).toString()))
          .containsExactlyInAnyOrder(
              "Task_Output/" + run + "/a/output.txt",
              "Task_Code/" + run + ".0.1/code",
              "Workflow_Env/" + run + "/env");
    }
  }

  @Test
  @DisplayName("S3-20: the output is standard output alone, and may be empty")
  void onlyStandardOutputIsStored() throws Exception {
    Execution run =
        bench.run(
            """
            fun both():
                import sys
                print("out")
                print("err", file=sys.stderr)
            fun silent(x:both):
                pass
            fun after(nothing:silent):
                import os
                print(os.path.getsize("nothing"), os.listdir())
            """);

    assertThat(bench.text(run.id(), "both")).isEqualTo("out\n");
    assertThat(bench.output(run.id(), "silent").orElseThrow()).isEmpty();
    assertThat(bench.text(run.id(), "after")).isEqualTo("0 ['nothing']\n");
  }

  @Test
  @DisplayName("S3-02, S3-13, S3-23: files are named like arguments and equal byte for byte")
  void filesAreCopiedByteForByte() throws Exception {
    Execution run =
        bench.run(
            """
            fun a():
                import sys
                sys.stdout.buffer.write(bytes(range(256)) * 300 + b"\\r\\n\\0")
            fun b():
                print("b", end="")
            fun c(x:a, y:a, z : b):
                import os, sys
                assert sorted(os.listdir()) == ["x", "y", "z"], os.listdir()
                x = open("x", "rb").read()
                assert x == open("y", "rb").read() == bytes(range(256)) * 300 + b"\\r\\n\\0"
                sys.stdout.buffer.write(x + open("z", "rb").read())
            """);

    assertThat(run.failure()).isNull();
    byte[] a = bench.output(run.id(), "a").orElseThrow();
    byte[] c = bench.output(run.id(), "c").orElseThrow();
    assertThat(a).hasSize(256 * 300 + 3);
    assertThat(c).startsWith(a).hasSize(a.length + 1);
    assertThat(bench.attempts(run.id(), "c")).hasSize(1);
  }

  @Test
  @DisplayName("U-04: what the caller gave is in inputs.json, but no secret; else there is no file")
  void whatTheCallerGave() throws Exception {
    long definition =
        bench.add("fun a():\n  import os\n  print(open('inputs.json').read(), os.listdir())\n", "");
    MapValue given =
        MapValue.builder().put("n", 3).put("key", SecretValue.mark(Value.of("canary-1"))).build();
    ExecutionId run =
        bench.engine.start(definition, given, Execution.Origin.startedBy("tester")).join().id();
    bench.ended(run);
    assertThat(bench.text(run, "a")).isEqualTo("{\"n\":3,\"key\":\"[secret]\"} ['inputs.json']\n");
  }

  @Test
  @DisplayName("S3-24: a chain goes through its states one by one")
  void statesOfAChain() {
    ExecutionId run = bench.start("fun a():\n  print(1)\nfun b(x:a):\n  print(2)\n");
    assertThat(bench.execution(run).status()).isEqualTo(ExecutionStatus.RUNNING);
    bench.ended(run);
    TaskExecution a = bench.attempts(run, "a").getFirst();
    TaskExecution b = bench.attempts(run, "b").getFirst();
    assertThat(b.times().startedAt()).isAfterOrEqualTo(a.times().endedAt());
    assertThat(bench.states(run)).containsExactly("a completed", "b completed");
  }

  @Test
  @DisplayName("S3-27, S3-39, S3-40: five attempts, then dependents are skipped and others go on")
  void fiveAttemptsThenTheRestIsSkipped() throws Exception {
    Path count = directory.resolve("count");
    Execution run =
        bench.run(
            """
            fun bad():
                import os
                with open(%s, "a") as f:
                    print(os.environ["RUN_ID"], file=f)
                raise SystemExit("attempt " + os.environ["RUN_ID"].split("-")[1])
            fun behind(x:bad):
                print("never")
            fun good():
                print("fine")
            fun further(x:good):
                print("fine too")
            """
                .formatted(quoted(count)));

    assertThat(run.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(bench.states(run.id()))
        .containsExactlyInAnyOrder(
            "bad failed", "behind skipped", "good completed", "further completed");
    List<TaskExecution> attempts = bench.attempts(run.id(), "bad");
    assertThat(attempts)
        .extracting(each -> Objects.requireNonNull(each.failure()).message())
        .containsExactly(
            "exit code 1: attempt 1",
            "exit code 1: attempt 2",
            "exit code 1: attempt 3",
            "exit code 1: attempt 4",
            "exit code 1: attempt 5");
    assertThat(Files.readAllLines(count)).hasSize(5).doesNotHaveDuplicates();
    assertThat(bench.output(run.id(), "bad")).isEmpty();
  }

  @Test
  @DisplayName(
      "S3-21, S3-22: a later attempt replaces what an earlier one left, and there is one object")
  void aLaterAttemptReplaces() throws Exception {
    Path again = directory.resolve("again");
    Execution run =
        bench.run(
            """
            fun a():
                import os
                print("attempt", os.environ["RUN_ID"][-1])
                if not os.path.exists(%s):
                    open(%s, "w").close()
                    # as if an upload had been cut short, and then the host had gone
                    raise SystemExit(1)
            """
                .formatted(quoted(again), quoted(again)));
    assertThat(bench.text(run.id(), "a")).isEqualTo("attempt 2\n");
    bench.artifacts.put(
        dev.heddle.engine.port.ArtifactPath.output(run.id(), "a"),
        "partial".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(bench.text(run.id(), "a")).isEqualTo("partial");
    try (Stream<Path> outputs = Files.walk(directory.resolve("artifacts/Task_Output"))) {
      assertThat(outputs.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  @DisplayName("S3-46, D-21: a failure holds the exit code and the last 100 lines")
  void aFailureHoldsTheEndOfTheLog() {
    Failure failure =
        failure(
            """
            fun a():
                for i in range(300):
                    print("line", i)
                raise SystemExit(3)
            """);

    assertThat(failure.type()).isEqualTo("script_failed");
    assertThat(failure.message()).isEqualTo("exit code 3");
    assertThat(ScriptBench.field(failure.details(), "exit_code")).isEqualTo(Value.of(3));
    assertThat(text(failure, "log_tail").lines())
        .containsExactlyElementsOf(
            IntStream.range(200, 300).mapToObj(line -> "line " + line).toList());
  }

  @Test
  @DisplayName("S3-47: a failing script says so with the ends of both streams")
  void theTerminationMessageOfAScript() {
    Failure failure =
        failure(
            "fun a():\n  import sys\n  print('o' * 5000)\n  print('e' * 5000, file=sys.stderr)\n  sys.exit(7)\n");
    assertThat(text(failure, "stage")).isEqualTo("run_task");
    assertThat(text(failure, "stdout_tail")).hasSize(2000).endsWith("oo\n");
    assertThat(text(failure, "stderr_tail")).hasSize(2000).endsWith("ee\n");
  }

  @Test
  @DisplayName("S3-47: a failing download says so, and not what the script printed")
  void theTerminationMessageOfTheWorker() throws Exception {
    ExecutionId run =
        bench.start(
            """
            fun a():
                import shutil
                print("gone soon")
            fun remove(x:a):
                import os
                os.unlink(%s + "/Task_Output/" + os.environ["WORKFLOW_ID"] + "/a/output.txt")
            fun b(x:a, y:remove):
                print("never")
            """
                .formatted(quoted(directory.resolve("artifacts"))));
    Failure failure = Objects.requireNonNull(bench.settled(run, "b").failure());
    bench.cancel(run);
    assertThat(failure.type()).isEqualTo("worker_failed");
    assertThat(failure.message())
        .isEqualTo(
            "downloading the output of a was refused, HTTP status 404: there is no such object");
    assertThat(text(failure, "stage")).isEqualTo("worker");
    assertThat(text(failure, "traceback")).contains("WorkerError");
    assertThat(Json.write(failure.details())).doesNotContain("127.0.0.1");
  }

  @Test
  @DisplayName("A traceback names the file and the line of the workflow file")
  void tracebacksPointToTheFile() {
    Failure failure = failure("# one\n\nfun a():\n\n    x = 1\n    boom()\n");
    assertThat(text(failure, "stderr_tail")).contains("sample.workflow\", line 6, in <module>");
  }

  @Test
  @DisplayName("S3-59: cancelling ends the script with all it started")
  void cancelEndsProcesses() throws Exception {
    try (Processes processes = new Processes()) {
      ExecutionId run =
          bench.start(
              """
              fun a():
                  import subprocess
                  child = subprocess.Popen(["sleep", "1000"])
                  %s
                  child.wait()
              fun b(x:a):
                  pass
              """
                  .formatted(processes.tell("child.pid")));
      long child = Long.parseLong(processes.told());

      bench.cancel(run);

      assertThat(bench.ended(run).status()).isEqualTo(ExecutionStatus.CANCELLED);
      assertThat(bench.states(run)).contains("a cancelled");
      Processes.awaitEnd(child);
    }
  }

  @Test
  @DisplayName("Security row 26: a script that prints without end is stopped")
  void outputIsBounded() throws Exception {
    bench.close();
    bench =
        ScriptBench.in(
            directory, java.time.InstantSource.system(), each -> each.withMaxOutput(100_000));
    Failure failure = failure("fun a():\n  while True: print('x' * 1000)\n");
    assertThat(failure.message()).isEqualTo("the script printed more than 100000 bytes");
  }

  @Test
  @DisplayName("S3-48: an attempt that was under way when its worker died is lost, not run twice")
  void anAttemptIsNeverRunTwice() throws Exception {
    Path ran = directory.resolve("ran");
    long definition =
        bench.add(
            "fun a():\n  import os\n  open(%s, 'a').write(os.environ['RUN_ID'] + '\\n')\n"
                .formatted(quoted(ran)),
            "");
    ExecutionId run = bench.start(definition);
    bench.ended(run);
    Files.createDirectories(directory.resolve("scripts/attempts/" + run + ".0.1-2"));

    assertThat(ScriptAttempts.again(bench, run, "a", 1)).isEqualTo("completed after a crash");
    assertThat(ScriptAttempts.again(bench, run, "a", 2)).isEqualTo("abandoned: job_lost");
    assertThat(Files.readAllLines(ran)).containsExactly(run + ".0.1-1");
  }

  @Test
  @DisplayName("S3-52: a URL used after its time is refused, and the attempt says so")
  void anExpiredUrlFailsTheAttempt() {
    bench.close();
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    // each look at the clock is two days later than the one before
    bench =
        ScriptBench.in(
            directory,
            () -> now.updateAndGet(last -> last.plus(Duration.ofDays(2))),
            UnaryOperator.identity());
    Failure failure = failure("fun a():\n  pass\n");
    assertThat(failure.type()).isEqualTo("worker_failed");
    assertThat(failure.message())
        .isEqualTo(
            "downloading the code was refused, HTTP status 403: its signed URL has expired or is"
                + " not for this");
  }

  @Tag("needs-pip")
  @Test
  @DisplayName("S3-53: what cannot be installed fails the attempt and says why")
  void whatCannotBeInstalledSaysWhy() {
    ExecutionId run =
        bench.start(bench.add("fun a():\n  pass\n", "--no-index\nheddle-absent-package\n"));
    TaskExecution first = bench.settled(run, "a");
    bench.cancel(run);
    assertThat(Objects.requireNonNull(first.failure()).message())
        .startsWith("installing the requirements failed with exit code 1")
        .contains("heddle-absent-package");
  }

  /** How the first attempt at {@code a} failed; there is no second. */
  private Failure failure(String text) {
    ExecutionId run = bench.start(text);
    TaskExecution first = bench.settled(run, "a");
    bench.cancel(run);
    assertThat(first.status()).isEqualTo(TaskStatus.FAILED);
    return Objects.requireNonNull(first.failure());
  }

  private static String text(Failure failure, String name) {
    return ((dev.heddle.values.TextValue) ScriptBench.field(failure.details(), name)).text();
  }

  private static String quoted(Path path) {
    return Json.write(Value.of(path.toString()));
  }
}
