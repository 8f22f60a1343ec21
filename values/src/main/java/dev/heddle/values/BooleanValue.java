package dev.heddle.values;

/** JSON true or false. */
public record BooleanValue(boolean flag) implements Value {

  public static final BooleanValue TRUE = new BooleanValue(true);
  public static final BooleanValue FALSE = new BooleanValue(false);

  @Override
  public boolean holdsSecret() {
    return false;
  }

  @Override
  public String typeName() {
    return "boolean";
  }

  @Override
  public String toString() {
    return Boolean.toString(flag);
  }
}
