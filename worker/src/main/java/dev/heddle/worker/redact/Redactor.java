package dev.heddle.worker.redact;

import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the secrets of one input out of texts and values (S1-031): as they are, JSON-escaped (once
 * or twice), URL-encoded, in hexadecimal, in Base64 at any offset, and wrapped over lines. Texts
 * and numbers of fewer than {@link #SHORTEST} characters are not searched, nor are booleans: what
 * everybody prints cannot be told from the secret. Making one costs nothing; what to search is
 * worked out at the first use. Safe for several threads.
 */
public final class Redactor {

  /** The shortest secret that is searched, in characters. */
  public static final int SHORTEST = 4;

  private final Value input;
  private boolean prepared;
  private @Nullable Automaton automaton;

  private Redactor(Value input) {
    this.input = input;
  }

  /** Takes out what is marked secret in {@code input}. */
  public static Redactor of(Value input) {
    return new Redactor(input);
  }

  /** Passes on what it is given, without the secrets, also those cut into several pieces. */
  public TextSink before(TextSink next) {
    Automaton secrets = automaton();
    return secrets == null ? next : new RedactedText(secrets, next);
  }

  public String redact(String text) {
    Automaton secrets = automaton();
    if (secrets == null) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    TextSink sink =
        new RedactedText(
            secrets,
            new TextSink() {
              @Override
              public void text(String piece) {
                clean.append(piece);
              }

              @Override
              public void end() {}
            });
    sink.text(text);
    sink.end();
    return clean.toString();
  }

  /** With keys and texts redacted; a number that shows a secret becomes the redacted text. */
  public Value redact(Value value) {
    if (automaton() == null) {
      return value;
    }
    return switch (value) {
      case TextValue text -> new TextValue(redact(text.text()));
      case NumberValue number -> redactNumber(number);
      case ListValue list -> new ListValue(list.items().stream().map(this::redact).toList());
      case MapValue map -> redactMap(map);
      default -> value;
    };
  }

  /** What finds the secrets, or Java null if there are none. */
  private synchronized @Nullable Automaton automaton() {
    if (!prepared) {
      prepared = true;
      Spellings spellings = new Spellings();
      collect(input, false, spellings);
      automaton = spellings.patterns().isEmpty() ? null : new Automaton(spellings.patterns());
    }
    return automaton;
  }

  private Value redactNumber(NumberValue number) {
    String shown = number.toString();
    String clean = redact(shown);
    return clean.equals(shown) ? number : new TextValue(clean);
  }

  private MapValue redactMap(MapValue map) {
    MapValue.Builder clean = MapValue.builder();
    for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
      clean.put(redact(entry.getKey()), redact(entry.getValue()));
    }
    return clean.build();
  }

  private static void collect(Value value, boolean secret, Spellings spellings) {
    if (!secret && !value.holdsSecret()) {
      return;
    }
    switch (value) {
      case SecretValue marked -> collect(marked.plain(), true, spellings);
      case TextValue text when secret -> spellings.addText(text.text());
      case NumberValue number when secret -> spellings.addText(number.toString());
      case ListValue list -> list.items().forEach(item -> collect(item, secret, spellings));
      case MapValue map -> map.entries().values().forEach(v -> collect(v, secret, spellings));
      default -> {}
    }
  }
}
