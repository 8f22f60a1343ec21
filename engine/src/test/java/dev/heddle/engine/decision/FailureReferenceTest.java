package dev.heddle.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureReferenceTest {

  @ParameterizedTest
  @EnumSource(FailureType.class)
  @DisplayName("the reference explains every failure the engine finds")
  void isExplained(FailureType type) throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "reference", "errors.md")))
        .contains("| `" + type.label() + "` | ");
  }
}
