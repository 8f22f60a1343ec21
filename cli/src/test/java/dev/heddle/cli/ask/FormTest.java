package dev.heddle.cli.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class FormTest {

  private static final MapValue SCHEMA =
      (MapValue)
          Json.read(
              """
              {"type": "object", "required": ["approved", "risk"], "properties": {
                "approved": {"type": "boolean"},
                "risk": {"type": "string", "enum": ["low", "high"], "description": "How bad"},
                "tickets": {"type": "integer", "default": 1},
                "note": {"type": "string"}}}
              """);

  private final Script script = new Script();

  @Test
  void asksEachFieldAndReadsItAsItsType() {
    script.types("y", "HIGH", "3", "12");
    assertThat(new Form(SCHEMA, script).fill())
        .contains(
            Json.read(
                "{\"approved\": true, \"risk\": \"high\", \"tickets\": 3, \"note\": \"12\"}"));
    assertThat(script.shown)
        .containsExactly(
            "  approved (yes or no): ",
            "  How bad",
            "  risk (one of low, high): ",
            "  tickets (integer) [1]: ",
            "  note (text, optional): ");
  }

  @Test
  void anEmptyLineTakesTheDefaultOrLeavesTheFieldOut() {
    script.types("no", "low", "", "");
    assertThat(new Form(SCHEMA, script).fill())
        .contains(Json.read("{\"approved\": false, \"risk\": \"low\", \"tickets\": 1}"));
  }

  @Test
  void aRequiredFieldIsAskedAgain() {
    script.types("", "y", "low", "", "");
    assertThat(new Form(SCHEMA, script).fill()).isPresent();
    assertThat(script.shown).contains("  approved is required");
  }

  @Test
  void whatDoesNotFitItsTypeIsAskedAgain() {
    script.types("maybe", "y", "medium", "low", "", "");
    assertThat(new Form(SCHEMA, script).fill()).isPresent();
    assertThat(script.shown).contains("  expected is yes or no", "  expected is one of low, high");
  }

  @Test
  void withoutFieldsItAsksForJson() {
    script.types("{\"a\": 1}");
    assertThat(new Form(MapValue.EMPTY, script).fill()).contains(Json.read("{\"a\": 1}"));
  }

  @Test
  void secretsAreNotShownWhileTyped() {
    MapValue schema =
        (MapValue)
            Json.read(
                """
                {"type": "object", "required": ["user", "pin"], "properties": {
                  "user": {"type": "string"},
                  "pin": {"type": "string", "secret": true},
                  "token": {"type": "string", "writeOnly": true, "default": "canary"}}}
                """);
    script.types("ada", "1234", "");
    assertThat(new Form(schema, script).fill())
        .contains(Json.read("{\"user\": \"ada\", \"pin\": \"1234\", \"token\": \"canary\"}"));
    assertThat(script.hiddenAfter)
        .containsExactly("  pin (text, not shown): ", "  token (text, not shown) [kept]: ");
  }

  @Test
  void anAnswerThatIsSecretAsAWholeIsNotShownWhileTyped() {
    script.types("\"1234\"");
    MapValue schema = (MapValue) Json.read("{\"type\": \"string\", \"secret\": true}");
    assertThat(new Form(schema, script).fill()).contains(Json.read("\"1234\""));
    assertThat(script.hiddenAfter).containsExactly("answer (JSON, not shown): ");
  }

  @Test
  void theEndOfInputIsNoAnswer() {
    script.types("y");
    assertThat(new Form(SCHEMA, script).fill()).isEmpty();
  }

  @Test
  void argumentsAreReadAsTheirFieldsSay() {
    assertThat(Answers.fromFields(SCHEMA, List.of("approved=yes", "note=1.0", "other=[1]")))
        .isEqualTo(Json.read("{\"approved\": true, \"note\": \"1.0\", \"other\": [1]}"));
  }

  private static final class Script implements Form.Conversation {
    private final Queue<String> typed = new ArrayDeque<>();
    private final List<String> shown = new ArrayList<>();
    private final List<String> hiddenAfter = new ArrayList<>();

    void types(String... lines) {
      typed.addAll(List.of(lines));
    }

    @Override
    public void say(String line) {
      shown.add(line);
    }

    @Override
    public Optional<String> ask(String question, boolean hidden) {
      shown.add(question);
      if (hidden) {
        hiddenAfter.add(question);
      }
      return Optional.ofNullable(typed.poll());
    }
  }
}
