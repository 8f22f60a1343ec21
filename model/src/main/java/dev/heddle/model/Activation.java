package dev.heddle.model;

/** When a node that transitions lead to is started. */
public sealed interface Activation {

  /** Start on the first arrival and ignore later ones (S1-063). */
  record First() implements Activation {}

  /** Start once every distinct predecessor has arrived (S1-064 {@code join: all}, D-05). */
  record All() implements Activation {}

  /** Start once {@code arrivals} distinct predecessors have arrived (S1-064). */
  record Count(int arrivals) implements Activation {
    public Count {
      if (arrivals < 1) {
        throw new IllegalArgumentException("a join counts at least one arrival");
      }
    }
  }

  Activation FIRST = new First();
  Activation ALL = new All();
}
