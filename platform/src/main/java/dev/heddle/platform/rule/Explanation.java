package dev.heddle.platform.rule;

import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;

/**
 * What a condition said about an event and why, part by part.
 *
 * @param condition as its author would recognise it
 * @param reason what was found; empty if the parts say it
 */
public record Explanation(
    Verdict verdict, String condition, String reason, List<Explanation> parts) {

  public Explanation {
    parts = List.copyOf(parts);
  }

  static Explanation leaf(Verdict verdict, String condition, String reason) {
    return new Explanation(verdict, condition, reason, List.of());
  }

  public boolean holds() {
    return verdict == Verdict.HOLDS;
  }

  /** The part without parts that decided: the first with the verdict of the whole. */
  public Explanation decisive() {
    return parts.stream()
        .filter(part -> part.verdict() == verdict)
        .findFirst()
        .or(() -> parts.stream().findFirst())
        .map(Explanation::decisive)
        .orElse(this);
  }

  /** {@code {verdict, condition, reason?, parts?}}. */
  public MapValue toValue() {
    MapValue.Builder value =
        MapValue.builder().put("verdict", verdict.label()).put("condition", condition);
    if (!reason.isEmpty()) {
      value.put("reason", reason);
    }
    if (!parts.isEmpty()) {
      value.put("parts", new ListValue(parts.stream().<Value>map(Explanation::toValue).toList()));
    }
    return value.build();
  }
}
