package dev.heddle.worker.remote;

import dev.heddle.dispatch.wire.ToServer;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Shares a worker's free slots with every server it has a stream to; guarded by the roster. */
final class Shares {

  private final int slots;
  private final Set<Link> open = new HashSet<>();

  Shares(int slots) {
    this.slots = slots;
  }

  /** A server takes a worker to have all its slots until it hears otherwise. */
  void opened(Link link) {
    open.add(link);
    link.toldCapacity = slots;
  }

  void closed(Link link) {
    open.remove(link);
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  List<Link> open() {
    return List.copyOf(open);
  }

  /** The servers at the other ends. */
  List<String> peers() {
    return open.stream().map(each -> each.peer).filter(Objects::nonNull).distinct().toList();
  }

  /** There is nothing to say while there is only one. */
  void tell(Holding holding) {
    if (open.isEmpty() || (open.size() == 1 && open.iterator().next().toldCapacity == slots)) {
      return;
    }
    int free = Math.max(0, slots - holding.running());
    for (Link link : open) {
      int capacity = open.size() == 1 ? slots : running(holding, link) + free;
      if (capacity != link.toldCapacity) {
        link.toldCapacity = capacity;
        link.send(new ToServer.Capacity(capacity));
      }
    }
  }

  private static int running(Holding holding, Link link) {
    int running = 0;
    for (Held held : holding.all()) {
      running += held.finished == null && held.home.equals(link) ? 1 : 0;
    }
    return running;
  }
}
