package dev.heddle.cli.ask;

import dev.heddle.cli.input.TypedText;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Optional;

/** Asks the fields of an inquiry one after the other. */
public final class Form {

  /** How the form talks with the person. */
  public interface Conversation {

    void say(String line);

    /**
     * What the person typed after {@code question}; empty if no answer will come any more.
     *
     * @param hidden whether it must not be seen
     */
    Optional<String> ask(String question, boolean hidden);
  }

  private final MapValue schema;
  private final List<FormField> fields;
  private final Conversation conversation;

  public Form(MapValue schema, Conversation conversation) {
    this.schema = schema;
    this.fields = FormField.of(schema);
    this.conversation = conversation;
  }

  /** An answer that may still be wrong; empty if none will come any more. */
  public Optional<Value> fill() {
    if (fields.isEmpty()) {
      boolean secret = FormField.isSecret(schema);
      String question = secret ? "answer (JSON, not shown): " : "answer (JSON): ";
      return conversation.ask(question, secret).map(TypedText::read);
    }
    MapValue.Builder answer = MapValue.builder();
    for (FormField field : fields) {
      Optional<Optional<Value>> value = ask(field);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      value.get().ifPresent(given -> answer.put(field.name(), given));
    }
    return Optional.of(answer.build());
  }

  /** The value of a field, the inner part empty if it is left out. */
  private Optional<Optional<Value>> ask(FormField field) {
    if (!field.description().isEmpty()) {
      conversation.say("  " + DisplayText.oneLine(field.description()));
    }
    while (true) {
      Optional<String> typed = conversation.ask(question(field), field.secret());
      if (typed.isEmpty()) {
        return Optional.empty();
      }
      if (!typed.get().isBlank()) {
        Value value = TypedField.read(field, typed.get());
        if (TypedField.fits(field, value)) {
          return Optional.of(Optional.of(value));
        }
        conversation.say("  expected is " + DisplayText.oneLine(field.expectation()));
        continue;
      }
      if (field.fallback().isPresent() || !field.required()) {
        return Optional.of(field.fallback());
      }
      conversation.say("  " + DisplayText.oneLine(field.name()) + " is required");
    }
  }

  private static String question(FormField field) {
    String fallback =
        field
            .fallback()
            .map(value -> " [" + (field.secret() ? "kept" : FormField.shown(value)) + "]")
            .orElse("");
    String optional = field.required() || field.fallback().isPresent() ? "" : ", optional";
    String hidden = field.secret() ? ", not shown" : "";
    return DisplayText.oneLine(
            "  " + field.name() + " (" + field.expectation() + optional + hidden + ")" + fallback)
        + ": ";
  }
}
