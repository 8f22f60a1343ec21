package dev.heddle.values;

/** JSON null. */
public enum NullValue implements Value {
  INSTANCE;

  @Override
  public boolean holdsSecret() {
    return false;
  }

  @Override
  public String typeName() {
    return "null";
  }

  @Override
  public String toString() {
    return "null";
  }
}
