package dev.heddle.worker.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.ContainerInput;
import dev.heddle.values.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostRunnerTest extends ContainerRunnerContract {

  @Override
  ContainerSettings settings() {
    return ContainerSettings.of(Map.of(ContainerSettings.RUNNER_VARIABLE, "process"), "test");
  }

  @Override
  Value imageId() {
    return Value.nothing();
  }

  @Test
  void itSaysWhatItCannotHonour() throws Exception {
    Run run =
        start(
            Step.command("true")
                .with(ContainerInput.MEMORY, Value.of(1L << 30))
                .with(ContainerInput.WORKING_DIRECTORY, Value.of("/app"))
                .volume("/srv", "/data", true));
    run.succeeded();
    assertThat(run.log())
        .containsExactly(
            "runs as a process of this host: image tiny:1 is not used",
            "limits on cpu and memory are not applied to processes",
            "volume /srv is not mounted at /data",
            "working_dir /app is not used, but an empty directory");
  }

  @Test
  void withoutACommandThereIsNothingToRun() throws Exception {
    Run run = start(Step.command());
    assertThat(run.failed().message()).contains("has no command").contains("--runner docker");
  }

  @Test
  void itSeesNoneOfTheServersOwnVariables() throws Exception {
    assertThat(start(Step.shell("env")).stdout().lines())
        .allMatch(line -> line.matches("(PATH|PWD|SHLVL|_|STEP_OUTPUTS|HEDDLE_[A-Z_]+)=.*"));
  }
}
