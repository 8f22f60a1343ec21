package dev.heddle.dispatch;

import dev.heddle.model.placement.Affinity;
import dev.heddle.model.placement.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why an attempt waits for a worker.
 *
 * @param code stable, in snake case
 * @param message for people
 */
public record Waiting(String code, String message) {

  private static final int MOST_NAMED = 3;

  /** The reason among the workers there are; empty if one of them has room for it. */
  public static Optional<Waiting> reason(Placement placement, List<WorkerRecord> workers) {
    List<WorkerRecord> serving =
        workers.stream().filter(each -> Matching.serves(placement, each.profile())).toList();
    if (serving.isEmpty()) {
      return Optional.of(new Waiting("unknown_queue", unknownQueue(placement, workers)));
    }
    List<WorkerRecord> matching =
        serving.stream()
            .filter(each -> Matching.obstacle(placement, each.profile()).isEmpty())
            .toList();
    if (matching.isEmpty()) {
      return Optional.of(new Waiting("no_matching_worker", noMatch(placement, serving)));
    }
    List<WorkerRecord> taking =
        matching.stream().filter(each -> each.connected() && !each.draining()).toList();
    if (taking.isEmpty()) {
      return Optional.of(
          new Waiting(
              "workers_away",
              "no matching worker takes attempts at the moment: "
                  + names(matching, Waiting::state)));
    }
    int slots = taking.stream().mapToInt(each -> each.profile().slots()).sum();
    int running = taking.stream().mapToInt(WorkerRecord::running).sum();
    if (running < slots) {
      return Optional.empty();
    }
    return Optional.of(
        new Waiting(
            "workers_busy",
            "all matching workers are busy (%d of %d slots): %s"
                .formatted(running, slots, names(taking, each -> each.profile().name()))));
  }

  private static String unknownQueue(Placement placement, List<WorkerRecord> workers) {
    String served =
        workers.stream()
            .flatMap(each -> each.profile().queues().stream())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return "no worker serves the queue %s; %s"
        .formatted(
            placement.queue(),
            served.isEmpty() ? "there is no worker at all" : "workers serve " + served);
  }

  private static String noMatch(Placement placement, List<WorkerRecord> serving) {
    List<String> wanted = new ArrayList<>();
    for (Map.Entry<String, String> label : placement.selector().orElse(Map.of()).entrySet()) {
      if (!label.getKey().equals(Placement.QUEUE)) {
        wanted.add(label.getKey() + "=" + label.getValue());
      }
    }
    for (Affinity.Term term : placement.affinity().map(Affinity::required).orElse(List.of())) {
      wanted.add(
          (term.key() + " " + term.operator().name().toLowerCase(java.util.Locale.ROOT))
                  .replace('_', ' ')
              + (term.values().isEmpty() ? "" : " " + term.values()));
    }
    String needs = wanted.isEmpty() ? "" : " (needs " + String.join(", ", wanted) + ")";
    return "no worker of the queue %s matches%s: %s"
        .formatted(
            placement.queue(),
            needs,
            names(
                serving,
                each ->
                    each.profile().name()
                        + ": "
                        + Matching.obstacle(placement, each.profile()).orElse("")));
  }

  private static String state(WorkerRecord worker) {
    return worker.profile().name() + (worker.connected() ? " is draining" : " is disconnected");
  }

  private static String names(
      List<WorkerRecord> workers, java.util.function.Function<WorkerRecord, String> of) {
    String named = workers.stream().limit(MOST_NAMED).map(of).collect(Collectors.joining("; "));
    int more = workers.size() - MOST_NAMED;
    return more > 0 ? named + " and " + more + " more" : named;
  }
}
