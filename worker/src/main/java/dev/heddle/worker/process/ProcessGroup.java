package dev.heddle.worker.process;

import java.util.List;
import java.util.stream.Stream;

/**
 * A program and everything it started. With a group of its own (the program was started through
 * {@code setsid}) one call reaches all; without, each descendant that still has its ancestors.
 *
 * @param attempt what {@code HEDDLE_ATTEMPT_ID} says in the environment of its processes
 */
record ProcessGroup(Process leader, boolean own, String attempt) {

  void signal(Signal signal) {
    if (!own) {
      List<ProcessHandle> members =
          Stream.concat(leader.descendants(), Stream.of(leader.toHandle())).toList();
      members.stream()
          .filter(ProcessHandle::isAlive)
          .forEach(member -> Posix.signal(member.pid(), signal));
      return;
    }
    // just after its start the leader may not have made its group yet
    if (!Posix.signalGroup(leader.pid(), signal) && leader.isAlive()) {
      Posix.signal(leader.pid(), signal);
    }
  }

  /** Ends what the leader left in its group. */
  void killRest() {
    if (own) {
      Posix.signalGroup(leader.pid(), Signal.KILL);
    }
  }

  /** Ends what left the group for a session of its own, as daemons do. */
  void killStrays() {
    Strays.kill(attempt);
  }
}
