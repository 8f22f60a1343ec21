package dev.heddle.model.placement;

import java.util.List;
import java.util.Map;

/**
 * Which labels a worker must have and which would be nice.
 *
 * @param required all of them hold
 * @param preferred those that hold add their weight; the worker with the greatest sum is taken
 */
public record Affinity(List<Term> required, List<Preference> preferred) {

  public Affinity {
    required = List.copyOf(required);
    preferred = List.copyOf(preferred);
  }

  public boolean isNone() {
    return required.isEmpty() && preferred.isEmpty();
  }

  /** A term that adds {@code weight} where it holds, 1 to 100. */
  public record Preference(int weight, Term term) {}

  /** How a label is compared. */
  public enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    NOT_EXISTS
  }

  /** A condition on one label; one that is absent is in no list. */
  public record Term(String key, Operator operator, List<String> values) {
    public Term {
      values = List.copyOf(values);
    }

    public boolean holds(Map<String, String> labels) {
      String value = labels.get(key);
      return switch (operator) {
        case IN -> value != null && values.contains(value);
        case NOT_IN -> value == null || !values.contains(value);
        case EXISTS -> value != null;
        case NOT_EXISTS -> value == null;
      };
    }
  }
}
