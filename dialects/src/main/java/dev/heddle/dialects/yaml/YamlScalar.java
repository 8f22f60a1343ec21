package dev.heddle.dialects.yaml;

import dev.heddle.model.SourceSpan;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;

/**
 * A text, number, boolean or null.
 *
 * @param value what it means by the core schema of YAML 1.2
 * @param text its content: quotes, escapes and line folding resolved
 */
public record YamlScalar(Value value, String text, SourceSpan span, ScalarText written)
    implements YamlNode {

  @Override
  public Value toValue() {
    return value;
  }

  public boolean isText() {
    return value instanceof TextValue;
  }

  /** The place of a character of {@link #text()}, exact for every style of scalar. */
  public SourceSpan spanAt(int offset) {
    return written.spanAt(span, text, offset);
  }
}
