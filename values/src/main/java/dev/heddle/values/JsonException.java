package dev.heddle.values;

/** A text that is no JSON, or JSON beyond the limits of {@link Json}. */
public final class JsonException extends RuntimeException {

  private final int offset;

  public JsonException(String message, int offset) {
    super(message + " at offset " + offset);
    this.offset = offset;
  }

  /** The index in the text, in UTF-16 units from 0, where reading failed. */
  public int offset() {
    return offset;
  }
}
