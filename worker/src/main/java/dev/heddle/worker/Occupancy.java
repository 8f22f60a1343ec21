package dev.heddle.worker;

/**
 * How busy one kind of work is.
 *
 * @param running at once, now
 * @param waiting for a place
 * @param places how many may run at once
 */
public record Occupancy(int running, int waiting, int places) {

  /** Of a worker that has not begun. */
  public static final Occupancy NONE = new Occupancy(0, 0, 0);
}
