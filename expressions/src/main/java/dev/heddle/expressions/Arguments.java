package dev.heddle.expressions;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values a function got, by the place of its parameters, without secret marks at the top. */
final class Arguments {

  final Budget budget;
  private final Builtin builtin;
  private final @Nullable Value[] values;

  Arguments(Builtin builtin, @Nullable Value[] values, Budget budget) {
    this.builtin = builtin;
    this.values = values;
    this.budget = budget;
  }

  boolean has(int index) {
    return values[index] != null;
  }

  Value value(int index) {
    Value value = values[index];
    if (value == null) {
      throw new IllegalStateException(builtin.name() + " read the absent argument " + index);
    }
    return value;
  }

  String text(int index) {
    if (value(index) instanceof TextValue text) {
      budget.text(text.text().length());
      return text.text();
    }
    throw wrongType(index, "a string");
  }

  String textOr(int index, String absent) {
    return has(index) ? text(index) : absent;
  }

  List<Value> list(int index) {
    if (value(index) instanceof ListValue list) {
      budget.elements(list.items().size());
      return list.items();
    }
    throw wrongType(index, "a list");
  }

  MapValue map(int index) {
    if (value(index) instanceof MapValue map) {
      budget.elements(map.keys().size());
      return map;
    }
    throw wrongType(index, "a map");
  }

  NumberValue number(int index) {
    if (value(index) instanceof NumberValue number) {
      return number;
    }
    throw wrongType(index, "a number");
  }

  long integer(int index) {
    if (value(index) instanceof IntegerValue integer) {
      return integer.number();
    }
    throw wrongType(index, "an integer");
  }

  long integerOr(int index, long absent) {
    return has(index) ? integer(index) : absent;
  }

  boolean flagOr(int index, boolean absent) {
    if (!has(index)) {
      return absent;
    }
    if (value(index) instanceof BooleanValue flag) {
      return flag.flag();
    }
    throw wrongType(index, "a boolean");
  }

  ExpressionException wrongType(int index, String expected) {
    return ExpressionException.of(
        ErrorCode.TYPE_ERROR,
        "`"
            + builtin.name()
            + "` expects "
            + expected
            + " as `"
            + builtin.parameters().get(index).name()
            + "` but got "
            + Types.described(value(index)));
  }

  ExpressionException invalid(String problem) {
    return ExpressionException.of(ErrorCode.INVALID_VALUE, "`" + builtin.name() + "`: " + problem);
  }
}
