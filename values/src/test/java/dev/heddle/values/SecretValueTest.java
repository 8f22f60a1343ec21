package dev.heddle.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SecretValueTest {

  private static final String CANARY = "hunter2";
  private static final Value SECRET = SecretValue.mark(Value.of(CANARY));
  private static final MapValue HOLDER =
      MapValue.builder()
          .put("user", "me")
          .put("login", Value.list(SECRET, Value.of(1)))
          .put("whole", SecretValue.mark(Value.map("token", SECRET)))
          .build();

  /** Reverses the text and tags it: enough to see what was sealed. */
  private static final SecretSeal REVERSING =
      new SecretSeal() {
        @Override
        public String seal(String plain) {
          return "r:" + new StringBuilder(plain).reverse();
        }

        @Override
        public Optional<String> open(String sealed) {
          return sealed.startsWith("r:")
              ? Optional.of(new StringBuilder(sealed.substring(2)).reverse().toString())
              : Optional.empty();
        }
      };

  @Test
  void s1_031_every_text_form_for_people_is_redacted() {
    assertThat(Json.write(HOLDER))
        .isEqualTo("{\"user\":\"me\",\"login\":[\"[secret]\",1],\"whole\":\"[secret]\"}");
    assertThat(HOLDER.toString()).doesNotContain(CANARY);
    assertThat(Json.writePretty(HOLDER)).doesNotContain(CANARY);
    assertThat("" + SECRET).isEqualTo("\"[secret]\"");
    assertThat(HOLDER.entries().toString()).doesNotContain(CANARY);
  }

  @Test
  void s1_031_the_revealed_form_is_for_the_process_of_an_attempt() {
    assertThat(Json.writeRevealed(HOLDER))
        .isEqualTo("{\"user\":\"me\",\"login\":[\"hunter2\",1],\"whole\":{\"token\":\"hunter2\"}}");
  }

  @Test
  void sealed_secrets_come_back_as_secrets() {
    String stored = Json.writeSealed(HOLDER, REVERSING);
    assertThat(stored).doesNotContain(CANARY).contains("{\"$sealed\":\"r:\\\"2retnuh\\\"\"}");
    Value read = Json.readSealed(stored, REVERSING);
    assertThat(read).isInstanceOf(MapValue.class);
    assertThat(Json.write(read)).isEqualTo(Json.write(HOLDER));
    assertThat(Json.writeRevealed(read)).isEqualTo(Json.writeRevealed(HOLDER));
  }

  @Test
  void an_object_that_only_looks_sealed_stays_what_it_is() {
    String lookalike = "{\"$sealed\":\"not ours\"}";
    assertThat(Json.write(Json.readSealed(lookalike, REVERSING))).isEqualTo(lookalike);
    assertThat(Json.read("{\"$sealed\":\"r:1\"}")).isInstanceOf(MapValue.class);
    assertThat(Json.readSealed("{\"$sealed\":\"r:1\",\"b\":2}", REVERSING))
        .isInstanceOf(MapValue.class);
  }

  @Test
  void a_secret_is_marked_once() {
    assertThat(SecretValue.mark(SECRET)).isSameAs(SECRET);
    assertThatThrownBy(() -> new SecretValue(SECRET)).isInstanceOf(IllegalArgumentException.class);
    assertThat(SECRET.plain()).isEqualTo(Value.of(CANARY));
  }

  @Test
  void knows_whether_a_secret_is_inside() {
    assertThat(HOLDER.holdsSecret()).isTrue();
    assertThat(Value.list(Value.map("a", SECRET)).holdsSecret()).isTrue();
    assertThat(Json.read("[{\"a\":1},null,true,\"x\"]").holdsSecret()).isFalse();
  }
}
