package dev.heddle.values;

/**
 * The text form of values (RFC 8259). Reading refuses duplicate keys, nesting beyond {@link
 * #MAX_DEPTH} and anything after the value; writing is compact and never throws.
 */
public final class Json {

  /** The deepest nesting of lists and maps that is read. */
  public static final int MAX_DEPTH = 200;

  private Json() {}

  /**
   * Reads one JSON value.
   *
   * @throws JsonException if the text is not exactly one JSON value within the limits
   */
  public static Value read(String text) {
    return new JsonReader(text, null).read();
  }

  /**
   * Reads one JSON value in which secrets were sealed by {@link #writeSealed}.
   *
   * @throws JsonException as {@link #read(String)}
   */
  public static Value readSealed(String text, SecretSeal seal) {
    return new JsonReader(text, seal).read();
  }

  /** Compact JSON with every secret redacted: the form for people, logs and the API. */
  public static String write(Value value) {
    return written(value, (out, _) -> out.text(SecretValue.REDACTED));
  }

  /** Compact JSON with secrets in clear: only for the process that an attempt runs (S1-031). */
  public static String writeRevealed(Value value) {
    return written(value, (out, secret) -> out.value(secret.plain()));
  }

  /** Compact JSON with every secret encrypted by {@code seal}: the form for storage. */
  public static String writeSealed(Value value, SecretSeal seal) {
    return written(value, (out, secret) -> out.sealed(seal.seal(writeRevealed(secret.plain()))));
  }

  /** Indented JSON for people, secrets redacted. */
  public static String writePretty(Value value) {
    JsonWriter writer = new JsonWriter((out, _) -> out.text(SecretValue.REDACTED), true);
    writer.value(value);
    return writer.toString();
  }

  private static String written(Value value, JsonWriter.SecretForm form) {
    JsonWriter writer = new JsonWriter(form, false);
    writer.value(value);
    return writer.toString();
  }
}
