package dev.heddle.platform.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepTimeoutTest {

  @Test
  @DisplayName("S4-11: the operator chooses the limit in seconds, else it is 600")
  void theOperatorChooses() {
    assertThat(StepTimeout.of(Map.of()).limit()).isEqualTo(Duration.ofMinutes(10));
    assertThat(StepTimeout.of(Map.of("HEDDLE_STEP_TIMEOUT", "45")).limit())
        .isEqualTo(Duration.ofSeconds(45));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1m", "x", "999999999999"})
  void whatIsNoLimitIsRefused(String value) {
    assertThatThrownBy(() -> StepTimeout.of(Map.of("HEDDLE_STEP_TIMEOUT", value)))
        .hasMessageContaining("HEDDLE_STEP_TIMEOUT");
  }
}
