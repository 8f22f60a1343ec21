package dev.heddle.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.server.http.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Security rows 10 and 26: a body of unknown length")
final class ReceivedFileTest {

  private static ByteArrayInputStream body(int bytes) {
    return new ByteArrayInputStream(new byte[bytes]);
  }

  @Test
  void isReadUpToItsLimit() throws IOException {
    ReceivedFile file = ReceivedFile.of(body(1 << 20), 1 << 20);
    assertThat(file.path()).hasSize(1 << 20);
    file.close();
    assertThat(Files.exists(file.path())).isFalse();
    assertThatThrownBy(() -> ReceivedFile.of(body((1 << 20) + 1), 1 << 20))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("at most 1 MiB");
  }
}
