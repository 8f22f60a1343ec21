package dev.heddle.worker.redact;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;

/**
 * Finds any of many patterns in one pass (Aho and Corasick, 1975). A state is a number; state 0 has
 * seen nothing of any pattern.
 */
final class Automaton {

  /** State and character to state, in open addressing; 0 is a free place. */
  private long[] edgeKeys = new long[256];

  private int[] edgeTargets = new int[256];
  private int edges;

  private int[] depths = new int[128];
  private int[] fallbacks = new int[128];
  private int[] matches = new int[128];
  private int[] goals = new int[128];
  private boolean[] leaves = new boolean[0];
  private int states = 1;

  Automaton(Collection<String> patterns) {
    for (String pattern : patterns) {
      add(pattern);
    }
    linkFallbacks(patterns);
    findLeaves();
  }

  /** The shortest state from which all goes on as from {@code state}: its match is complete. */
  int settled(int state) {
    int from = state;
    while (leaves[from]) {
      from = fallbacks[from];
    }
    return from;
  }

  /** The state after reading {@code c} in {@code state}. */
  int next(int state, char c) {
    int from = state;
    while (true) {
      int to = edge(from, c);
      if (to != 0 || from == 0) {
        return to;
      }
      from = fallbacks[from];
    }
  }

  /** How many of the last characters read may begin a pattern. */
  int depth(int state) {
    return depths[state];
  }

  /** The length of the longest pattern that ends here, or 0. */
  int matched(int state) {
    return matches[state];
  }

  /** The length of the shortest pattern that could be completed from here. */
  int goal(int state) {
    return goals[state];
  }

  private void add(String pattern) {
    int state = 0;
    for (int i = 0; i < pattern.length(); i++) {
      int to = edge(state, pattern.charAt(i));
      if (to == 0) {
        to = newState(i + 1, pattern.length());
        putEdge(state, pattern.charAt(i), to);
      }
      goals[to] = Math.min(goals[to], pattern.length());
      state = to;
    }
    matches[state] = pattern.length();
  }

  private int newState(int depth, int goal) {
    if (states == depths.length) {
      depths = Arrays.copyOf(depths, states * 2);
      fallbacks = Arrays.copyOf(fallbacks, states * 2);
      matches = Arrays.copyOf(matches, states * 2);
      goals = Arrays.copyOf(goals, states * 2);
    }
    depths[states] = depth;
    goals[states] = goal;
    return states++;
  }

  /** Breadth first, so that the shorter states a state falls back to are complete before it. */
  private void linkFallbacks(Collection<String> patterns) {
    record Reached(int state, String pattern) {}
    Deque<Reached> level = new ArrayDeque<>();
    for (String pattern : patterns) {
      level.add(new Reached(0, pattern));
    }
    boolean[] linked = new boolean[states];
    while (!level.isEmpty()) {
      Reached reached = level.remove();
      int at = depths[reached.state];
      if (at == reached.pattern.length()) {
        continue;
      }
      char c = reached.pattern.charAt(at);
      int to = edge(reached.state, c);
      level.add(new Reached(to, reached.pattern));
      if (!linked[to]) {
        linked[to] = true;
        fallbacks[to] = reached.state == 0 ? 0 : next(fallbacks[reached.state], c);
        matches[to] = Math.max(matches[to], matches[fallbacks[to]]);
      }
    }
  }

  private void findLeaves() {
    leaves = new boolean[states];
    Arrays.fill(leaves, 1, states, true);
    for (long key : edgeKeys) {
      if (key != 0) {
        leaves[(int) ((key - 1) >>> 16)] = false;
      }
    }
    leaves[0] = false;
  }

  private int edge(int state, char c) {
    long key = key(state, c);
    int mask = edgeKeys.length - 1;
    for (int place = place(key, mask); ; place = (place + 1) & mask) {
      if (edgeKeys[place] == key) {
        return edgeTargets[place];
      }
      if (edgeKeys[place] == 0) {
        return 0;
      }
    }
  }

  private void putEdge(int state, char c, int to) {
    if (edges * 2 >= edgeKeys.length) {
      grow();
    }
    insert(key(state, c), to);
    edges++;
  }

  private void insert(long key, int to) {
    int mask = edgeKeys.length - 1;
    int place = place(key, mask);
    while (edgeKeys[place] != 0) {
      place = (place + 1) & mask;
    }
    edgeKeys[place] = key;
    edgeTargets[place] = to;
  }

  private void grow() {
    long[] keys = edgeKeys;
    int[] targets = edgeTargets;
    edgeKeys = new long[keys.length * 2];
    edgeTargets = new int[keys.length * 2];
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        insert(keys[i], targets[i]);
      }
    }
  }

  /** One more than the pair, so that no key is 0. */
  private static long key(int state, char c) {
    return ((long) state << 16 | c) + 1;
  }

  private static int place(long key, int mask) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & mask;
  }
}
