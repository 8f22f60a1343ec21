package dev.heddle.platform.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of things permissions speak of (S1-167). */
public enum Resource {
  PACKS,
  ACTIONS,
  WORKFLOWS,
  RULES,
  TRIGGERS,
  SENSORS,
  EXECUTIONS,
  EVENTS,
  ENFORCEMENTS,
  INQUIRIES,
  KEYS,
  QUEUES,
  QUEUE_ITEMS,
  POLICIES,
  ARTIFACTS,
  /** Who is told by requests of what happens. */
  SUBSCRIPTIONS,
  IDENTITIES,
  /** The streams of workers. */
  WORKERS,
  /** The audit log. */
  AUDIT,
  /** The installation itself: metrics, nodes. */
  SYSTEM;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Resource> of(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }
}
