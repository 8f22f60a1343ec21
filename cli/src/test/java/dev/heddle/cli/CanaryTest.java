package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CanaryTest {

  private final Canary canary = new Canary(new Random(21));
  private final String text = canary.text();

  @Test
  void isFoundInEveryForm() {
    for (String before : List.of("", "a", "ab", "abc")) {
      String said = before + text + " was wrong";
      byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
      assertThat(canary.in(said)).isNotEmpty();
      assertThat(canary.in(Base64.getEncoder().encodeToString(bytes))).isNotEmpty();
      assertThat(
              canary.in(
                  Base64.getMimeEncoder(20, "\n".getBytes(StandardCharsets.UTF_8))
                      .encodeToString(bytes)))
          .isNotEmpty();
      assertThat(canary.in(URLEncoder.encode(said, StandardCharsets.UTF_8))).isNotEmpty();
    }
    assertThat(canary.in(text.substring(0, text.length() / 2))).as("cut short").isNotEmpty();
    assertThat(canary.in(text.substring(text.length() / 2))).as("its rest").isNotEmpty();
  }

  @Test
  void isNotFoundInOthers() {
    String other = new Canary(new Random(22)).text();
    assertThat(
            canary.in(
                other + Base64.getEncoder().encodeToString(other.getBytes(StandardCharsets.UTF_8))))
        .isEmpty();
  }
}
