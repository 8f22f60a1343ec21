package dev.heddle.model.placement;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an action or a task asks of the worker that carries it out (S1-169). What a task says takes
 * the place of what its action says, part by part; an empty part clears it.
 *
 * @param selector labels the worker must have; {@code queue} is the queue it must serve
 * @param tolerations which taints of a worker do not matter
 */
public record Placement(
    Optional<Map<String, String>> selector,
    Optional<List<Toleration>> tolerations,
    Optional<Affinity> affinity) {

  /** The label in a selector that names a queue. */
  public static final String QUEUE = "queue";

  /** The queue of whatever names none. */
  public static final String DEFAULT_QUEUE = "default";

  /** Any worker of the default queue. */
  public static final Placement ANYWHERE =
      new Placement(Optional.empty(), Optional.empty(), Optional.empty());

  public Placement {
    selector = selector.map(Map::copyOf);
    tolerations = tolerations.map(List::copyOf);
  }

  /** This placement of an action with what a task says in its place. */
  public Placement overriddenBy(Placement task) {
    if (task.equals(ANYWHERE)) {
      return this;
    }
    return new Placement(
        task.selector.isPresent() ? task.selector : selector,
        task.tolerations.isPresent() ? task.tolerations : tolerations,
        task.affinity.isPresent() ? task.affinity : affinity);
  }

  public String queue() {
    return selector.map(labels -> labels.get(QUEUE)).orElse(DEFAULT_QUEUE);
  }

  /** Whether any worker without taints that serves the default queue will do. */
  public boolean isAnywhere() {
    return (selector.isEmpty() || selector.get().isEmpty())
        && (affinity.isEmpty() || affinity.get().isNone());
  }
}
