package dev.heddle.platform.rule;

import dev.heddle.expressions.ExpressionException;
import dev.heddle.expressions.Template;
import dev.heddle.values.Json;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Optional;

/** What must be true of an event for a rule to act (S1-150). Pure. */
public sealed interface Condition {

  /** What it says about an event and why. */
  Explanation explain(EventFacts facts);

  /** Holds for every event. */
  record Always() implements Condition {
    @Override
    public Explanation explain(EventFacts facts) {
      return Explanation.leaf(Verdict.HOLDS, "always", "the rule has no condition");
    }
  }

  /** An expression over {@code event.*}. */
  record Expression(String text, Template template) implements Condition {
    @Override
    public Explanation explain(EventFacts facts) {
      try {
        boolean holds = template.condition(facts);
        return Explanation.leaf(
            Verdict.of(holds), text, holds ? "it is true" : "it is false for this event");
      } catch (ExpressionException failed) {
        return Explanation.leaf(Verdict.UNKNOWN, text, String.valueOf(failed.getMessage()));
      }
    }
  }

  /** A side of a comparison. */
  sealed interface Side {
    record Field(String path) implements Side {}

    record Constant(Value value) implements Side {}

    default Optional<Value> in(EventFacts facts) {
      return switch (this) {
        case Field(String path) -> facts.at(path);
        case Constant(Value value) -> Optional.of(value);
      };
    }

    default String written() {
      return switch (this) {
        case Field(String path) -> path;
        case Constant(Value value) -> Json.write(value);
      };
    }
  }

  /** Compares a field of the payload with something; unknown without the field. */
  record Compared(Side left, Comparison comparison, Side right) implements Condition {
    private static final int LONGEST = 100;

    @Override
    public Explanation explain(EventFacts facts) {
      String text = left.written() + " " + comparison.sign() + " " + right.written();
      for (Side side : List.of(left, right)) {
        if (side.in(facts).isEmpty()) {
          return Explanation.leaf(
              Verdict.UNKNOWN, text, "the event has no `" + side.written() + "`");
        }
      }
      Value one = left.in(facts).orElseThrow();
      Value other = right.in(facts).orElseThrow();
      Verdict verdict = comparison.of(one, other);
      String found = left instanceof Side.Field ? left.written() + " is " + shown(one) : "";
      String also =
          right instanceof Side.Field
              ? (found.isEmpty() ? "" : ", ") + right.written() + " is " + shown(other)
              : "";
      String cannot = verdict == Verdict.UNKNOWN ? "; that cannot be compared so" : "";
      return Explanation.leaf(verdict, text, found + also + cannot);
    }

    /** Secrets are masked. */
    private static String shown(Value value) {
      String text = Json.write(value);
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
  }

  /** All parts must hold. */
  record All(List<Condition> parts) implements Condition {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public Explanation explain(EventFacts facts) {
      List<Explanation> said = parts.stream().map(part -> part.explain(facts)).toList();
      return new Explanation(
          worst(said, Verdict.FAILS, Verdict.HOLDS), "all of " + said.size(), "", said);
    }
  }

  /** One part must hold. */
  record Any(List<Condition> parts) implements Condition {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public Explanation explain(EventFacts facts) {
      List<Explanation> said = parts.stream().map(part -> part.explain(facts)).toList();
      return new Explanation(
          worst(said, Verdict.HOLDS, Verdict.FAILS), "any of " + said.size(), "", said);
    }
  }

  /** The part must fail; what cannot be told stays so. */
  record Not(Condition part) implements Condition {
    @Override
    public Explanation explain(EventFacts facts) {
      Explanation said = part.explain(facts);
      Verdict verdict =
          switch (said.verdict()) {
            case HOLDS -> Verdict.FAILS;
            case FAILS -> Verdict.HOLDS;
            case UNKNOWN -> Verdict.UNKNOWN;
          };
      return new Explanation(verdict, "not", "", List.of(said));
    }
  }

  /** {@code deciding} if one part says it, else unknown if one is, else {@code otherwise}. */
  private static Verdict worst(List<Explanation> said, Verdict deciding, Verdict otherwise) {
    if (said.stream().anyMatch(part -> part.verdict() == deciding)) {
      return deciding;
    }
    return said.stream().anyMatch(part -> part.verdict() == Verdict.UNKNOWN)
        ? Verdict.UNKNOWN
        : otherwise;
  }
}
