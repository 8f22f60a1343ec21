package dev.heddle.expressions;

import dev.heddle.values.IntegerValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Member access (S1-041): Java null where there is nothing, so that asking costs no exception. */
final class Members {

  private Members() {}

  /** Follows {@code keys} from {@code start}. */
  static @Nullable Operand walk(@Nullable Operand start, List<Node.Key> keys) {
    Operand at = start;
    int next = 0;
    while (next < keys.size() && at instanceof Namespace space) {
      at = space.get(keys.get(next++).name());
    }
    if (next == keys.size() || at == null) {
      return at;
    }
    Value value = at.toValue();
    for (; next < keys.size(); next++) {
      Value member = of(value, keys.get(next).name());
      if (member == null) {
        return null;
      }
      value = member;
    }
    return Operand.of(value);
  }

  static @Nullable Operand of(Operand target, Value key) {
    if (target instanceof Namespace space) {
      Operand member = key.plain() instanceof TextValue name ? space.get(name.text()) : null;
      return member != null && key instanceof SecretValue
          ? Operand.of(SecretValue.mark(member.toValue()))
          : member;
    }
    Value member = of(target.toValue(), key);
    return member == null ? null : Operand.of(member);
  }

  static @Nullable Value of(Value target, Value key) {
    Value member =
        switch (key.plain()) {
          case TextValue name -> of(target, name.text());
          case IntegerValue index -> of(target, index.number());
          default ->
              throw ExpressionException.of(
                  ErrorCode.TYPE_ERROR,
                  Types.described(key) + " can be neither a key nor an index");
        };
    return member == null ? null : Secrets.markIf(key instanceof SecretValue, member);
  }

  static @Nullable Value of(Value target, String key) {
    return switch (target) {
      case MapValue map -> map.get(key);
      case ListValue list -> isIndex(key) ? of(list, Long.parseLong(key)) : null;
      case SecretValue secret -> marked(of(secret.plain(), key));
      default -> null;
    };
  }

  private static @Nullable Value of(Value target, long index) {
    return switch (target) {
      case ListValue(List<Value> items) -> {
        long fromStart = index < 0 ? items.size() + index : index;
        yield fromStart >= 0 && fromStart < items.size() ? items.get((int) fromStart) : null;
      }
      case SecretValue secret -> marked(of(secret.plain(), index));
      default -> null;
    };
  }

  private static @Nullable Value marked(@Nullable Value value) {
    return value == null ? null : SecretValue.mark(value);
  }

  /** {@code a.0} reads an element as {@code a[0]} does. */
  private static boolean isIndex(String key) {
    if (key.isEmpty() || key.length() > 9) {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      if (key.charAt(i) < '0' || key.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
