package dev.heddle.platform.event;

import dev.heddle.platform.Answer;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.platform.catalog.LiveSight;
import dev.heddle.platform.catalog.Workflows;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What actions of rules start, looked up once per change of what is installed. Thread safe. */
final class Targets {

  private final Workflows workflows;
  private final LiveSight live;
  private volatile Known known = new Known(-1, Map.of());

  Targets(Workflows workflows, LiveSight live) {
    this.workflows = workflows;
    this.live = live;
  }

  private record Known(long revision, Map<String, Target> byRef) {}

  /**
   * What an action starts.
   *
   * @param needed the refs whoever starts it must be allowed to start
   */
  record Target(Answer<Definition> definition, Collection<String> needed) {
    Target {
      needed = List.copyOf(needed);
    }
  }

  Target find(String action) {
    long revision = live.automation().revision();
    Known now = known;
    if (now.revision() != revision) {
      now = new Known(revision, new ConcurrentHashMap<>());
      known = now;
    }
    return now.byRef()
        .computeIfAbsent(
            action, ref -> new Target(workflows.startable(ref), workflows.neededToStart(ref)));
  }
}
