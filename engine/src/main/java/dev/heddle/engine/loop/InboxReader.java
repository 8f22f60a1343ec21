package dev.heddle.engine.loop;

import dev.heddle.engine.port.Inbox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes each message of a lane's inbox once, although it stays there until it is answered. */
final class InboxReader {

  private final Inbox inbox;
  private final Set<Long> taken = new HashSet<>();

  InboxReader(Inbox inbox) {
    this.inbox = inbox;
  }

  List<Envelope> read(Collection<Integer> partitions) {
    if (partitions.isEmpty()) {
      return List.of();
    }
    List<Envelope> fresh = new ArrayList<>();
    Set<Long> unanswered = new HashSet<>();
    for (Inbox.Message message : inbox.read(partitions)) {
      unanswered.add(message.number());
      if (taken.add(message.number())) {
        fresh.add(envelope(message));
      }
    }
    taken.retainAll(unanswered);
    return fresh;
  }

  /** A message is for another owner after all; it is taken again if its partition comes back. */
  void leave(long message) {
    taken.remove(message);
  }

  private static Envelope envelope(Inbox.Message message) {
    try {
      return new Envelope.For(
          message.execution(),
          RequestText.read(message.command()),
          new Envelope.Answer.Message(message.number()));
    } catch (RuntimeException unreadable) {
      return new Envelope.Unreadable(message.number(), String.valueOf(unreadable.getMessage()));
    }
  }
}
