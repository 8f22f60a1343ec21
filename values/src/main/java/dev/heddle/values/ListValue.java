package dev.heddle.values;

import java.util.List;

/** A JSON array. */
public record ListValue(List<Value> items) implements Value {

  public static final ListValue EMPTY = new ListValue(List.of());

  public ListValue {
    items = List.copyOf(items);
  }

  @Override
  public boolean holdsSecret() {
    for (Value item : items) {
      if (item.holdsSecret()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String typeName() {
    return "list";
  }

  @Override
  public String toString() {
    return Json.write(this);
  }
}
