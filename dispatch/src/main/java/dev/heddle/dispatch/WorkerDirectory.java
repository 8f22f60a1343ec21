package dev.heddle.dispatch;

import java.time.Duration;
import java.util.List;

/** What all servers of a database know about workers and each other; some seconds old. */
public interface WorkerDirectory {

  /**
   * Replaces what a server has said before. Silent servers are forgotten after a while.
   *
   * @param server one incarnation of a server
   * @param address where workers reach it
   */
  void announce(String server, String address, List<WorkerRecord> workers);

  /** A server ends; the workers it was connected to may still be at its attempts. */
  void leave(String server);

  /** A worker has ended and holds nothing. */
  void forget(String instance);

  /** Every worker heard within a time, once, with its attempts of all servers counted. */
  List<WorkerRecord> workers(Duration within);

  /** The addresses of all servers that have announced themselves lately. */
  List<String> servers();
}
