package dev.heddle.expressions;

import dev.heddle.expressions.RegexNode.Choice;
import dev.heddle.expressions.RegexNode.OneOf;
import dev.heddle.expressions.RegexNode.Place;
import dev.heddle.expressions.RegexNode.Repeat;
import dev.heddle.expressions.RegexNode.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression run as a nondeterministic automaton: all states advance together over the
 * text, so no pattern takes longer than its size times the length of the text (ADR 0002).
 */
final class Regex {

  private static final int MAX_PATTERN = 1_000;
  private static final int MAX_STATES = 4_000;

  /** Repetitions of nothing make no states, so count the work too. */
  private static final int MAX_PARTS = 20_000;

  private static final int VISITS_PER_STEP = 32;

  /** What to do in a state, and the states that follow; -1 for none. */
  private record State(@Nullable RegexNode consumes, int next, int alternative) {}

  private final List<State> states = new ArrayList<>();
  private final int start;
  private final int match;
  private int parts;

  private Regex(RegexNode pattern) {
    match = add(new State(null, -1, -1));
    start = before(pattern, match);
  }

  /**
   * Compiles {@code pattern}.
   *
   * @throws ExpressionException if it is no regular expression or too large
   */
  static Regex compile(String pattern) {
    if (pattern.length() > MAX_PATTERN) {
      throw tooLarge();
    }
    return new Regex(RegexParser.parse(pattern));
  }

  /** The state from which {@code node} leads to {@code next}. */
  private int before(RegexNode node, int next) {
    if (++parts > MAX_PARTS) {
      throw tooLarge();
    }
    return switch (node) {
      case OneOf _, Place _ -> add(new State(node, next, -1));
      case Sequence(List<RegexNode> parts) -> {
        int at = next;
        for (RegexNode part : parts.reversed()) {
          at = before(part, at);
        }
        yield at;
      }
      case Choice(List<RegexNode> options) -> {
        int at = before(options.getLast(), next);
        for (int i = options.size() - 2; i >= 0; i--) {
          at = add(new State(null, before(options.get(i), next), at));
        }
        yield at;
      }
      case Repeat repeat -> repeated(repeat, next);
    };
  }

  private int repeated(Repeat repeat, int next) {
    int at = next;
    if (repeat.most() == RegexNode.UNLIMITED) {
      int loop = add(new State(null, -1, next));
      states.set(loop, new State(null, before(repeat.part(), loop), next));
      at = loop;
    } else {
      for (int i = repeat.least(); i < repeat.most(); i++) {
        at = add(new State(null, before(repeat.part(), at), next));
      }
    }
    for (int i = 0; i < repeat.least(); i++) {
      at = before(repeat.part(), at);
    }
    return at;
  }

  private int add(State state) {
    if (states.size() >= MAX_STATES) {
      throw tooLarge();
    }
    states.add(state);
    return states.size() - 1;
  }

  private static ExpressionException tooLarge() {
    return ExpressionException.of(ErrorCode.LIMIT_EXCEEDED, "the pattern is too large");
  }

  /** Whether the pattern matches anywhere in {@code text}. */
  boolean find(String text, Budget budget) {
    return new Run(text, budget).find();
  }

  /** One walk over one text. */
  private final class Run {
    private final String text;
    private final Budget budget;
    private final int[] visitedAt = new int[states.size()];
    private final int[] pending = new int[2 * states.size() + 1];
    private int[] current = new int[states.size()];
    private int[] following = new int[states.size()];
    private int size;
    private int visits;

    Run(String text, Budget budget) {
      this.text = text;
      this.budget = budget;
      Arrays.fill(visitedAt, -1);
    }

    boolean find() {
      size = 0;
      int length = text.length();
      for (int at = 0; ; ) {
        if (reach(start, at)) {
          return true;
        }
        if (at == length) {
          return false;
        }
        int codePoint = text.codePointAt(at);
        int next = at + Character.charCount(codePoint);
        if (advance(codePoint, next)) {
          return true;
        }
        at = next;
      }
    }

    private boolean advance(int codePoint, int next) {
      int[] from = current;
      int count = size;
      current = following;
      following = from;
      size = 0;
      for (int i = 0; i < count; i++) {
        State state = states.get(from[i]);
        if (state.consumes() instanceof OneOf set) {
          pay(set.ranges().size());
          if (set.matches(codePoint) && reach(state.next(), next)) {
            return true;
          }
        }
      }
      return false;
    }

    private void pay(int cost) {
      visits += cost;
      if (visits >= VISITS_PER_STEP) {
        budget.steps(visits / VISITS_PER_STEP);
        visits %= VISITS_PER_STEP;
      }
    }

    /** Adds a state and all that follow it without consuming; true if the match is among them. */
    private boolean reach(int first, int at) {
      int waiting = 0;
      pending[waiting++] = first;
      while (waiting > 0) {
        int index = pending[--waiting];
        if (index < 0 || visitedAt[index] == at) {
          continue;
        }
        visitedAt[index] = at;
        pay(1);
        if (index == match) {
          return true;
        }
        State state = states.get(index);
        switch (state.consumes()) {
          case null -> {
            pending[waiting++] = state.alternative();
            pending[waiting++] = state.next();
          }
          case Place place when holds(place, at) -> pending[waiting++] = state.next();
          case Place _ -> {}
          default -> current[size++] = index;
        }
      }
      return false;
    }

    private boolean holds(Place place, int at) {
      return switch (place) {
        case TEXT_START -> at == 0;
        case TEXT_END -> at == text.length();
        case LINE_START -> at == 0 || text.charAt(at - 1) == '\n';
        case LINE_END -> at == text.length() || text.charAt(at) == '\n';
        case WORD_EDGE -> isWord(at - 1) != isWord(at);
        case NO_WORD_EDGE -> isWord(at - 1) == isWord(at);
      };
    }

    private boolean isWord(int index) {
      if (index < 0 || index >= text.length()) {
        return false;
      }
      char c = text.charAt(index);
      return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }
  }
}
