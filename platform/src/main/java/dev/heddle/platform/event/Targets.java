package dev.heddle.platform.event;

import dev.heddle.platform.Answer;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.platform.catalog.LiveSight;
import dev.heddle.platform.catalog.Workflows;
import java.util.Map;
import java.util.SortedSet;
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

  /**
   * What a rule starts.
   *
   * @param foreign what that calls in other packs (security row 14)
   */
  record Start(Definition definition, SortedSet<String> foreign) {}

  private record Known(long revision, Map<String, Answer<Start>> byRef) {}

  Answer<Start> find(String action) {
    long revision = live.automation().revision();
    Known now = known;
    if (now.revision() != revision) {
      now = new Known(revision, new ConcurrentHashMap<>());
      known = now;
    }
    return now.byRef().computeIfAbsent(action, this::look);
  }

  private Answer<Start> look(String action) {
    return workflows
        .startable(action)
        .map(found -> new Start(found, workflows.foreignCalls(found.workflow())));
  }
}
