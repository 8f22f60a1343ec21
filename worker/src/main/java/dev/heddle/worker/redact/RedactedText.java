package dev.heddle.worker.redact;

import dev.heddle.values.SecretValue;
import java.util.Arrays;

/**
 * Holds characters back as long as they may belong to a secret. Line breaks, and blanks after them,
 * are passed over inside a secret, because encoders and terminals wrap lines.
 */
final class RedactedText implements TextSink {

  /** So much white space ends a secret, lest it be held back for ever. */
  private static final int MAX_BREAK = 256;

  /**
   * The beginning of a secret that is shown when the line ends after it; otherwise every line that
   * ends with the first letter of a secret would appear only with the next one.
   */
  private static final int MAX_SHOWN = 3;

  private static final byte OPEN = 0;
  private static final byte BREAK = 1;
  private static final byte SECRET = 2;
  private static final byte SECRET_BREAK = 3;

  private final Automaton automaton;
  private final TextSink next;
  private final StringBuilder out = new StringBuilder();

  private char[] held = new char[64];
  private byte[] kinds = new byte[64];
  private int from;
  private int to;

  /** How many of the held characters are no line breaks. */
  private int significant;

  private int state;

  /** How many characters up to the last one are marked secret without a gap. */
  private int secretRun;

  private int breakLength;
  private boolean inSecret;

  RedactedText(Automaton automaton, TextSink next) {
    this.automaton = automaton;
    this.next = next;
  }

  @Override
  public void text(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      accept(piece.charAt(i));
    }
    flush();
  }

  @Override
  public void end() {
    int depth = automaton.depth(state);
    if (depth >= Redactor.SHORTEST && depth * 2 >= automaton.goal(state)) {
      mark(depth);
    }
    release(0);
    flush();
    next.end();
  }

  private void accept(char c) {
    if (state != 0 && isBreak(c)) {
      acceptBreak(c);
      return;
    }
    breakLength = c == ' ' && breakLength > 0 ? breakLength : 0;
    state = automaton.next(state, c);
    hold(c, OPEN);
    significant++;
    int matched = automaton.matched(state);
    if (matched > 0) {
      mark(matched);
    } else {
      secretRun = 0;
    }
    state = automaton.settled(state);
    release(automaton.depth(state));
  }

  private boolean isBreak(char c) {
    if (c == '\n' || c == '\r') {
      return true;
    }
    return breakLength > 0 && (c == ' ' || c == '\t') && !continues(c);
  }

  /** Whether a blank after a line break is the next character of a secret. */
  private boolean continues(char c) {
    return automaton.depth(automaton.next(state, c)) > automaton.depth(state);
  }

  private void acceptBreak(char c) {
    hold(c, BREAK);
    breakLength++;
    if (breakLength > MAX_BREAK) {
      state = 0;
      breakLength = 0;
      release(0);
      return;
    }
    if (automaton.depth(state) <= Math.min(MAX_SHOWN, automaton.goal(state) / 4)) {
      release(0);
    }
  }

  private void hold(char c, byte kind) {
    if (to == held.length) {
      makeRoom();
    }
    held[to] = c;
    kinds[to] = kind;
    to++;
  }

  private void makeRoom() {
    int length = to - from;
    int capacity = length * 2 > held.length ? held.length * 2 : held.length;
    held = Arrays.copyOf(Arrays.copyOfRange(held, from, to), capacity);
    kinds = Arrays.copyOf(Arrays.copyOfRange(kinds, from, to), capacity);
    from = 0;
    to = length;
  }

  /**
   * Marks the last {@code count} characters, and the breaks between them, as secret; but only the
   * last one if those before it are marked, which keeps repetitive secrets cheap.
   */
  private void mark(int count) {
    boolean continues = secretRun > 0 && secretRun >= count - 1;
    int left = Math.min(continues ? 1 : count, significant);
    int at = to - 1;
    while (at >= from && isBreakKind(at)) {
      at--;
    }
    while (at >= from && (left > 0 || (continues && isBreakKind(at)))) {
      if (isBreakKind(at)) {
        kinds[at] = SECRET_BREAK;
      } else {
        kinds[at] = SECRET;
        left--;
      }
      at--;
    }
    secretRun = continues ? secretRun + 1 : count;
  }

  private boolean isBreakKind(int at) {
    return kinds[at] == BREAK || kinds[at] == SECRET_BREAK;
  }

  /** Lets go of everything but the last {@code keep} characters. */
  private void release(int keep) {
    while (from < to && (keep == 0 || significant > keep || isBreakKind(from))) {
      if (!isBreakKind(from)) {
        significant--;
      }
      emit(from);
      from++;
    }
    if (from == to) {
      from = 0;
      to = 0;
    }
  }

  private void emit(int at) {
    if (kinds[at] >= SECRET) {
      if (!inSecret) {
        out.append(SecretValue.REDACTED);
      }
      inSecret = true;
    } else {
      out.append(held[at]);
      inSecret = false;
    }
  }

  private void flush() {
    if (!out.isEmpty()) {
      next.text(out.toString());
      out.setLength(0);
    }
  }
}
