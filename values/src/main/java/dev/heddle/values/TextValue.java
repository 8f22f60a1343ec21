package dev.heddle.values;

/** A JSON string. */
public record TextValue(String text) implements Value {

  @Override
  public boolean holdsSecret() {
    return false;
  }

  @Override
  public String typeName() {
    return "string";
  }

  @Override
  public String toString() {
    return Json.write(this);
  }
}
