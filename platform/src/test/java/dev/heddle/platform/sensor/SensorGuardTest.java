package dev.heddle.platform.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SensorGuardTest {

  private static Process sensor(String holder) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "sleep 1000 & echo ready; wait");
    builder.environment().put(SensorGuard.VARIABLE, holder);
    Process started = builder.start();
    assertThat(started.inputReader().readLine()).isEqualTo("ready");
    return started;
  }

  @Test
  void endsTheSensorsOfItsServerAndWhatTheyStartedOnceItsPipeIsGone() throws Exception {
    String holder = UUID.randomUUID().toString();
    SensorGuard guard = SensorGuard.start(holder);
    Process ours = sensor(holder);
    ProcessHandle child = ours.descendants().findFirst().orElseThrow();
    Process another = sensor(UUID.randomUUID().toString());
    assertThat(ours.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();

    guard.close(); // as the death of the process closes it

    assertThat(ours.waitFor()).isEqualTo(128 + 9);
    child.onExit().join();
    assertThat(another.isAlive()).isTrue();
    another.descendants().forEach(ProcessHandle::destroyForcibly);
    another.destroyForcibly().waitFor();
  }
}
