package dev.heddle.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.model.action.Executor.Runner;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RunnersTest extends RunsScripts {

  @Test
  void aShellScriptReadsItsParametersFromStandardInput() throws Exception {
    Value result = succeed(scripts.shell("cat").input("name", "Ada"));

    assertThat(stdout(result)).isEqualTo("{\"name\":\"Ada\"}\n");
    assertThat(field(result, "exit_code")).isEqualTo(Value.of(0));
    assertThat(field(result, "succeeded")).isEqualTo(Value.of(true));
  }

  @Test
  void aShellScriptMayUseWhatBashOffers() throws Exception {
    assertThat(stdout(succeed(scripts.shell("a=(x y); echo ${a[1]}")))).isEqualTo("y\n");
  }

  @Test
  void aPythonScriptRuns() throws Exception {
    Value result =
        succeed(
            scripts
                .python("import json, sys", "print(json.load(sys.stdin)['name'].upper())")
                .input("name", "Ada"));

    assertThat(stdout(result)).isEqualTo("ADA\n");
  }

  @Test
  void aNodeScriptRuns() throws Exception {
    Value result =
        succeed(
            scripts
                .node(
                    "const input = JSON.parse(require('fs').readFileSync(0, 'utf8'));",
                    "console.log(input.name.length);")
                .input("name", "Ada"));

    assertThat(stdout(result)).isEqualTo("3\n");
  }

  @Test
  void aNativeProgramRunsByItself() throws Exception {
    Scripts.Script script = scripts.script(Runner.NATIVE, "", "#!/bin/sh", "echo native");
    assertThat(script.program().entryPoint().toFile().setExecutable(true)).isTrue();

    assertThat(stdout(succeed(script))).isEqualTo("native\n");
  }

  @Test
  void aProgramStartsInTheDirectoryOfItsPack() throws Exception {
    assertThat(stdout(succeed(scripts.shell("pwd -P")))).isEqualTo(directory.toRealPath() + "\n");
  }

  @Test
  void aProgramThatIgnoresItsParametersSucceeds() throws Exception {
    Value result =
        succeed(scripts.shell("exec <&-", "echo done").input("big", "x".repeat(1 << 20)));

    assertThat(stdout(result)).isEqualTo("done\n");
  }

  @Test
  void hugeParametersArriveWhole() throws Exception {
    Value result = succeed(scripts.shell("wc -c").input("big", "x".repeat(8 << 20)));

    assertThat(stdout(result).strip())
        .isEqualTo(String.valueOf((8 << 20) + "{\"big\":\"\"}\n".length()));
  }

  @Test
  void linesAreLoggedWhileTheProgramRuns() throws Exception {
    Path gate = directory.resolve("gate");
    assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
    RecordingListener listener =
        start(scripts.shell("echo first", "echo oops >&2", "read line < gate", "echo $line"));

    assertThat(listener.nextLine() + listener.nextLine()).contains("first").contains("oops");
    assertThat(listener.isFinished()).isFalse();
    Files.writeString(gate, "last\n");

    assertThat(listener.nextLine()).isEqualTo("last");
    assertThat(listener.report()).isInstanceOf(Report.Succeeded.class);
  }

  @Test
  @DisplayName("S1-124: an attempt that is started twice runs once and tells who asked for it last")
  void theSameAttemptStartedTwiceRunsOnce() throws Exception {
    Path gate = directory.resolve("gate");
    assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
    Scripts.Script script = scripts.shell("echo ran >> runs", "read line < gate");
    RecordingListener first = start(script);
    RecordingListener second = start(script);

    Files.writeString(gate, "go\n");
    succeeded(second.report());

    assertThat(Files.readString(directory.resolve("runs"))).isEqualTo("ran\n");
    assertThat(first.reports).isEmpty();
  }

  @Test
  void theSameAttemptMayBeStartedAgainOnceItIsOver() throws Exception {
    Scripts.Script script = scripts.shell("echo ran >> runs");
    succeed(script);
    worker.close();
    openWorker();
    succeed(script);

    assertThat(Files.readAllLines(directory.resolve("runs"))).hasSize(2);
  }

  @Test
  void noMoreProgramsRunAtOnceThanAllowedAndTheOthersKeepTheirOrder() throws Exception {
    worker.close();
    worker = new Worker(settings().withMaxActiveTasks(1), System.getenv(), InstantSource.system());
    Path gate = directory.resolve("gate");
    assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
    RecordingListener first = start(scripts.shell("echo up", "read line < gate"));
    RecordingListener second = start(scripts.shell("echo second >> order"));
    RecordingListener third = start(scripts.shell("echo third >> order"));
    RecordingListener dropped = start(scripts.shell("echo dropped >> order"));

    first.nextLine();
    assertThat(second.started).isEmpty();
    worker.interrupt(Scripts.attempt(4));
    assertThat(dropped.report()).isEqualTo(new Report.Cancelled(null));
    assertThat(dropped.started).isEmpty();
    Files.writeString(gate, "go\n");
    third.report();
    second.report();

    assertThat(Files.readAllLines(directory.resolve("order"))).containsExactly("second", "third");
  }

  @Test
  void closingEndsWhatRunsWithinItsBoundAndTellsNobodySoThatItIsHandedOutAgain() throws Exception {
    worker.close();
    worker = new Worker(settings().withMaxActiveTasks(1), System.getenv(), InstantSource.system());
    RecordingListener running =
        start(scripts.shell("trap '' INT TERM", "echo up", "while :; do sleep 60; done"));
    RecordingListener waiting = start(scripts.shell("echo never"));
    running.nextLine();

    long before = System.nanoTime();
    worker.close();

    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before)).isLessThan(5);
    TerminationTest.await(() -> TerminationTest.alive(Scripts.attempt(1)).isEmpty());
    assertThat(running.reports).isEmpty();
    assertThat(waiting.reports).isEmpty();
    assertThat(waiting.started).isEmpty();
  }

  @Test
  void drainingLetsFinishWhatRunsAndBeginsNothing() throws Exception {
    worker.close();
    worker = new Worker(settings().withMaxActiveTasks(1), System.getenv(), InstantSource.system());
    Path gate = directory.resolve("gate");
    assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
    RecordingListener running = start(scripts.shell("echo up", "read line < gate"));
    RecordingListener waiting = start(scripts.shell("echo never"));
    running.nextLine();

    assertThat(worker.drain(Duration.ZERO)).isEqualTo(1);
    RecordingListener late = start(scripts.shell("echo never"));
    RecordingListener instant = new RecordingListener();
    worker.start(scripts.builtin("noop", MapValue.EMPTY), instant);
    Files.writeString(gate, "go\n");
    assertThat(worker.drain(Duration.ofSeconds(20))).isZero();

    assertThat(running.report()).isInstanceOf(Report.Succeeded.class);
    assertThat(List.of(waiting, late, instant))
        .allSatisfy(dropped -> assertThat(dropped.reports).isEmpty());
    assertThat(waiting.started).isEmpty();
  }

  @Test
  void onlyBuiltInActionsThatTouchNothingEndAtOnce() throws Exception {
    assertThat(worker.atOnce(scripts.builtin("echo", Value.map("message", Value.of("hello")))))
        .get()
        .isInstanceOf(Report.Succeeded.class);
    assertThat(worker.atOnce(scripts.builtin("http_request", MapValue.EMPTY))).isEmpty();
    assertThat(worker.atOnce(scripts.shell("echo hello").assignment())).isEmpty();
  }

  @Test
  void aLogThatCannotBeStoredDoesNotStopTheProgram() throws Exception {
    CompletableFuture<Report> end = new CompletableFuture<>();
    worker.start(
        scripts.shell("seq 1 100000").assignment(),
        new TaskListener() {
          @Override
          public void started(AttemptId attempt, Instant at) {}

          @Override
          public void logged(AttemptId attempt, LogLine line) {
            throw new IllegalStateException("the store is full");
          }

          @Override
          public void finished(AttemptId attempt, Instant from, Instant to, Report report) {
            end.complete(report);
          }
        });

    assertThat(stdout(succeeded(end.get(30, TimeUnit.SECONDS)))).endsWith("\n100000\n");
  }
}
