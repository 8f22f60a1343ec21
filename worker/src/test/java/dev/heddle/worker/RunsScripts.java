package dev.heddle.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Report;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import dev.heddle.worker.process.ProcessSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A worker with short waits, a directory for scripts, and what tests ask about reports. */
abstract class RunsScripts {

  static final Duration GRACE = Duration.ofMillis(200);

  @TempDir Path directory;
  Scripts scripts;
  Worker worker;

  @BeforeEach
  void openWorker() {
    scripts = new Scripts(directory);
    worker = new Worker(settings(), System.getenv(), InstantSource.system());
  }

  @AfterEach
  void closeWorker() {
    worker.close();
  }

  WorkerSettings settings() {
    return WorkerSettings.standard().withProcesses(ProcessSettings.DEFAULT.withGrace(GRACE, GRACE));
  }

  RecordingListener start(Scripts.Script script) {
    RecordingListener listener = new RecordingListener();
    worker.start(script.assignment(), listener);
    return listener;
  }

  Report run(Scripts.Script script) throws Exception {
    return start(script).report();
  }

  Value succeed(Scripts.Script script) throws Exception {
    return succeeded(run(script));
  }

  static Value succeeded(Report report) {
    assertThat(report).isInstanceOf(Report.Succeeded.class);
    return ((Report.Succeeded) report).result();
  }

  static Failure failed(Report report) {
    assertThat(report).isInstanceOf(Report.Failed.class);
    return ((Report.Failed) report).failure();
  }

  /** The result of an attempt that did not succeed. */
  static Value leftBehind(Report report) {
    Value result =
        switch (report) {
          case Report.Failed failed -> failed.result();
          case Report.TimedOut timedOut -> timedOut.result();
          case Report.Cancelled cancelled -> cancelled.result();
          case Report.Succeeded _, Report.Abandoned _ -> null;
        };
    return Objects.requireNonNull(result);
  }

  static Value field(Value map, String name) {
    return ((MapValue) map).getOr(name, Value.nothing());
  }

  static String stdout(Value result) {
    return ((TextValue) field(result, "stdout")).text();
  }
}
