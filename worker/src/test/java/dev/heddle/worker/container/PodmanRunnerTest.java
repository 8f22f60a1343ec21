package dev.heddle.worker.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.ContainerInput;
import dev.heddle.values.Value;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same contract, and what is Podman's own to get wrong, behind the socket of Podman. */
@Tag("needs-podman")
class PodmanRunnerTest extends ContainerRunnerContract {

  private static TestEngine engine;

  @BeforeAll
  static void startEngine() {
    engine = TestEngine.podman();
  }

  @Override
  ContainerSettings settings() {
    return ContainerSettings.of(engine.environment(), "test").withStopWithin(Duration.ofSeconds(1));
  }

  @Override
  Value imageId() {
    return engine.imageId();
  }

  @AfterEach
  void noContainerIsLeft() {
    worker.close();
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void aContainerHasNoPrivileges() throws Exception {
    Run run = start(Step.shell("grep -E 'Uid|CapEff|NoNewPrivs' /proc/self/status"));
    run.succeeded();
    assertThat(run.log())
        .anyMatch(line -> line.matches("CapEff:\\s+0+"))
        .anyMatch(line -> line.matches("NoNewPrivs:\\s+1"))
        .noneMatch(line -> line.matches("Uid:\\s+0\\s.*"));
  }

  @Test
  @DisplayName("S4-32: a step that uses more memory than it may ends; Podman need not know why")
  void memoryIsLimited() throws Exception {
    Run run =
        start(
            Step.shell("a=$(yes aaaaaaaaaaaaaaaa | head -c 200000000); echo survived")
                .with(ContainerInput.MEMORY, Value.of(32L << 20)));
    if (!run.failed().type().equals("out_of_memory")) {
      assertThat(run.failed().message()).isEqualTo("exit code 137");
    }
  }

  @Test
  @DisplayName("U-07: whoever gets an attempt next follows its container instead of a second one")
  void anAttemptNeverRunsTwice() throws Exception {
    Step step = Step.shell("echo ready; sleep 2; echo N=7 > $STEP_OUTPUTS");
    start(step).awaitLine("ready");
    worker.close();
    assertThat(engine.containers()).hasSize(1);
    worker = newWorker(settings());
    assertThat(start(step).outputs()).hasToString("{\"N\":\"7\"}");
  }

  @Test
  @DisplayName("S4-34: an image that cannot be pulled is a clear failure")
  void anImageThatCannotBePulled() throws Exception {
    Run run = start(Step.command("true").with(ContainerInput.IMAGE, Value.of("localhost:1/no:1")));
    assertThat(run.failed().type()).isEqualTo("image_pull_failed");
    assertThat(run.failed().message()).startsWith("image localhost:1/no:1 cannot be pulled: ");
  }
}
