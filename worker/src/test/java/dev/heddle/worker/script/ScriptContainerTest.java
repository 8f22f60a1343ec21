package dev.heddle.worker.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Container;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.Json;
import dev.heddle.worker.container.ContainerSettings;
import dev.heddle.worker.container.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Script files run in containers without a network, through the engine (S3-17, S3-56). */
@Tag("needs-docker")
@Tag("needs-interpreters")
class ScriptContainerTest {

  private static TestEngine docker;

  @TempDir Path directory;
  private @Nullable ScriptBench bench;

  @BeforeAll
  static void startEngine() {
    docker = TestEngine.get();
  }

  @AfterEach
  void close() {
    if (bench != null) {
      bench.close();
    }
    assertThat(docker.containers()).as("containers left").isEmpty();
  }

  private ScriptBench open(String image) {
    ScriptBench opened =
        ScriptBench.inContainers(
            directory,
            image,
            ContainerSettings.of(docker.environment(), "scripts")
                .withStopWithin(Duration.ofSeconds(1)));
    bench = opened;
    return opened;
  }

  @Test
  @DisplayName("S3-02, S3-20, S3-50: containers hand outputs on, by sockets and signed URLs alone")
  void aChain() throws Exception {
    ScriptBench scripts = open(docker.python());
    Execution run =
        scripts.run(
            """
            fun first():
                import os, sys
                sys.stdout.buffer.write(bytes(range(256)) * 2000)
                print(os.getuid(), os.path.exists("/etc/passwd"), file=sys.stderr)
            fun second(raw:first, same:first):
                import os
                assert open("raw", "rb").read() == open("same", "rb").read() == bytes(range(256)) * 2000
                print(sorted(os.listdir()), sorted(os.environ))
            """);
    assertThat(run.failure()).isNull();
    assertThat(run.status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(scripts.output(run.id(), "first").orElseThrow()).hasSize(512_000);
    assertThat(scripts.text(run.id(), "second"))
        .startsWith("['raw', 'same'] [")
        .doesNotContain("URL", "SOCKETS");
    String result =
        Json.write(Objects.requireNonNull(scripts.attempts(run.id(), "first").getFirst().result()));
    assertThat(result).contains("\"size\":512000", "Task_Output/" + run.id());
    assertThat(result).doesNotContain("\"0 ").contains(" False");
  }

  @Test
  @DisplayName("S3-17: the interpreter is that of the image")
  void theImageIsAChoice() throws Exception {
    String made =
        docker.client().createContainerCmd(docker.python()).withCmd("true").exec().getId();
    docker
        .client()
        .commitCmd(made)
        .withRepository("python")
        .withTag("other")
        .withEnv("INTERPRETER_OF=the other image")
        .exec();
    docker.client().removeContainerCmd(made).exec();
    String text = "fun a():\n  import os\n  print(os.environ.get('INTERPRETER_OF'))\n";

    ScriptBench usual = open(docker.python());
    assertThat(usual.text(usual.run(text).id(), "a")).isEqualTo("None\n");
    usual.close();
    ScriptBench other = open("python:other");
    assertThat(other.text(other.run(text).id(), "a")).isEqualTo("the other image\n");
  }

  @Test
  @DisplayName("S3-46, S3-47: a failing script says so with its exit code and the end of its log")
  void aFailingScript() {
    ScriptBench scripts = open(docker.python());
    ExecutionId run =
        scripts.start("fun a():\n  for i in range(300): print('line', i)\n  raise SystemExit(3)\n");
    Failure failure = Objects.requireNonNull(scripts.settled(run, "a").failure());
    scripts.cancel(run);
    scripts.ended(run);
    assertThat(failure.type()).isEqualTo("script_failed");
    assertThat(failure.message()).isEqualTo("exit code 3");
    assertThat(Json.write(ScriptBench.field(failure.details(), "log_tail")))
        .startsWith("\"line 200\\n")
        .endsWith("line 299\"");
  }

  @Test
  @DisplayName("S3-48, U-07: a script outlives the process of its worker, and runs once")
  void aScriptOutlivesItsWorker() throws Exception {
    ScriptBench first = open(docker.python());
    ExecutionId run =
        first.start(
            """
            fun a():
                import os, time
                print(os.environ["RUN_ID"], flush=True)
                while not os.path.exists("/heddle/go"):
                    time.sleep(0.05)
            """);
    Container running = awaitPrinted(first, run);
    first.close();
    docker
        .client()
        .execStartCmd(
            docker
                .client()
                .execCreateCmd(running.getId())
                .withCmd("/bin/sh", "-c", "echo > /heddle/go")
                .exec()
                .getId())
        .exec(new com.github.dockerjava.api.async.ResultCallback.Adapter<>())
        .awaitCompletion();

    ScriptBench second = open(docker.python());
    long definition = second.catalog.add(first.catalog.workflow(first.execution(run).definition()));
    assertThat(definition).isPositive();
    assertThat(ScriptAttempts.again(second, first.catalog, first.execution(run), "a", 1))
        .isEqualTo("completed after a crash");
    assertThat(second.text(run, "a")).isEqualTo(run + ".0.1-1\n");
  }

  private static Container awaitPrinted(ScriptBench bench, ExecutionId run) throws Exception {
    while (bench.store.read(run, null, 0, 10).isEmpty()) {
      Thread.onSpinWait();
    }
    return docker.containers().getFirst();
  }

  @Test
  @DisplayName("S3-59: cancelling ends the container")
  void cancelEndsTheContainer() throws Exception {
    ScriptBench scripts = open(docker.python());
    ExecutionId run = scripts.start("fun a():\n  import time\n  print(1)\n  time.sleep(1000)\n");
    awaitPrinted(scripts, run);
    scripts.cancel(run);
    assertThat(scripts.ended(run).status()).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(Files.exists(directory.resolve("scripts/attempts"))).isFalse();
  }
}
