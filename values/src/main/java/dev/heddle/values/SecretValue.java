package dev.heddle.values;

/**
 * A value that must not be shown (S1-031). Its text form is the redaction marker; only code that
 * asks for {@link #plain()} sees what it holds.
 */
public record SecretValue(Value plain) implements Value {

  /** What stands in the place of a secret wherever values are shown. */
  public static final String REDACTED = "[secret]";

  public SecretValue {
    if (plain instanceof SecretValue) {
      throw new IllegalArgumentException("a secret is marked once; use SecretValue.mark");
    }
  }

  /** Marks {@code value} as secret; a value already marked stays as it is. */
  public static SecretValue mark(Value value) {
    return value instanceof SecretValue marked ? marked : new SecretValue(value);
  }

  @Override
  public boolean holdsSecret() {
    return true;
  }

  @Override
  public String typeName() {
    return plain.typeName();
  }

  @Override
  public String toString() {
    return '"' + REDACTED + '"';
  }
}
