package dev.heddle.engine.loop;

import java.util.Collection;

/**
 * In which of a lane's partitions new executions begin: in several, so that others share what is
 * left of a dead node, but in few, so that most are idle and can be given to a node that joins.
 */
final class StartingPlaces {

  /** Partitions are given back from the other end. */
  private static final int MOST = 8;

  private int[] places = {};
  private int next;

  void among(Collection<Integer> partitions) {
    places = partitions.stream().mapToInt(Integer::intValue).sorted().limit(MOST).toArray();
  }

  /** Each in turn. */
  int next() {
    if (places.length == 0) {
      throw new IllegalStateException("a lane without partitions starts nothing");
    }
    next = (next + 1) % places.length;
    return places[next];
  }
}
