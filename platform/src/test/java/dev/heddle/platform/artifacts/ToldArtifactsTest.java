package dev.heddle.platform.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.platform.keys.ServerKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("S1-174: who hears of stored objects")
final class ToldArtifactsTest {

  private static final ExecutionId RUN = new ExecutionId(123_456_789);
  private static final ArtifactPath OUTPUT = ArtifactPath.output(RUN, "load");

  @TempDir private Path directory;

  private final List<ArtifactPath> told = new ArrayList<>();

  private ArtifactStore files() {
    return new FileArtifactStore(
        new ArtifactFiles(directory.resolve("objects"), 1_000),
        new Grants(new ServerKey("0123456789abcdef0123456789abcdef"), InstantSource.system()),
        directory.resolve("sockets"));
  }

  @Test
  void whatWasStoredHereOrByAnAttemptIsTold() throws IOException {
    try (ArtifactStore store = new ToldArtifacts(files(), told::add)) {
      store.put(OUTPUT, new byte[] {1});
      ArtifactPath inputs = ArtifactPath.inputs(RUN);
      store.arrived(inputs);
      assertThat(told).containsExactly(OUTPUT, inputs);
      assertThat(store.open(OUTPUT)).isPresent();
    }
  }

  @Test
  void whatCouldNotBeStoredIsNot() throws IOException {
    Files.writeString(directory.resolve("objects"), "no directory");
    try (ArtifactStore store = new ToldArtifacts(files(), told::add)) {
      assertThatThrownBy(() -> store.put(OUTPUT, new byte[] {1})).isInstanceOf(IOException.class);
    }
    assertThat(told).isEmpty();
  }

  @Test
  void aDatabaseThatIsAwayHarmsNoObject() throws IOException {
    ArtifactStore store =
        new ToldArtifacts(
            files(),
            _ -> {
              throw new UncheckedIOException(new IOException("away"));
            });
    try (store) {
      store.put(OUTPUT, new byte[] {1});
      assertThat(store.open(OUTPUT)).isPresent();
    }
  }

  @Test
  void everyObjectKnowsItsExecution() {
    AttemptId attempt = new AttemptId(RUN, new TaskKey(0, 1, -1, 1));
    for (ArtifactPath path :
        List.of(
            OUTPUT,
            ArtifactPath.inputs(RUN),
            ArtifactPath.dependencies(RUN),
            ArtifactPath.code(attempt))) {
      assertThat(path.execution()).as(path.text()).contains(RUN);
    }
    assertThat(new ArtifactPath("elsewhere").execution()).isEmpty();
  }
}
