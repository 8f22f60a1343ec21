package dev.heddle.dispatch;

import dev.heddle.dispatch.wire.WorkerProfile;
import dev.heddle.model.placement.Affinity;
import dev.heddle.model.placement.Placement;
import dev.heddle.model.placement.Toleration;
import dev.heddle.model.placement.Toleration.Effect;
import dev.heddle.model.placement.Toleration.Taint;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether a worker may carry out an attempt, and how welcome it is (S1-169). Pure. */
final class Matching {

  /** More than all preferences together: a worker to be spared is taken last. */
  private static final int SPARED = 100_000;

  private Matching() {}

  static boolean serves(Placement placement, WorkerProfile worker) {
    return worker.queues().contains(placement.queue());
  }

  /** Why a worker that serves the queue may not carry it out all the same; empty if it may. */
  static Optional<String> obstacle(Placement placement, WorkerProfile worker) {
    for (Map.Entry<String, String> wanted : placement.selector().orElse(Map.of()).entrySet()) {
      if (!wanted.getKey().equals(Placement.QUEUE)
          && !wanted.getValue().equals(worker.labels().get(wanted.getKey()))) {
        return Optional.of(wanted.getKey() + " is " + found(worker, wanted.getKey()));
      }
    }
    List<Affinity.Term> required = placement.affinity().map(Affinity::required).orElse(List.of());
    for (Affinity.Term term : required) {
      if (!term.holds(worker.labels())) {
        return Optional.of(term.key() + " is " + found(worker, term.key()));
      }
    }
    for (Taint taint : worker.taints()) {
      if (taint.effect() == Effect.NO_SCHEDULE && !isTolerated(placement, taint)) {
        return Optional.of(
            "taint %s=%s:%s is not tolerated"
                .formatted(
                    taint.key(), taint.value(), taint.effect().name().toLowerCase(Locale.ROOT)));
      }
    }
    return Optional.empty();
  }

  static boolean matches(Placement placement, WorkerProfile worker) {
    return serves(placement, worker) && obstacle(placement, worker).isEmpty();
  }

  private static String found(WorkerProfile worker, String label) {
    String value = worker.labels().get(label);
    return value == null ? "not set" : value;
  }

  private static boolean isTolerated(Placement placement, Taint taint) {
    List<Toleration> tolerations = placement.tolerations().orElse(List.of());
    return tolerations.stream().anyMatch(toleration -> toleration.tolerates(taint));
  }

  /** The greater, the better among workers that match. */
  static int welcome(Placement placement, WorkerProfile worker) {
    int score = 0;
    for (Affinity.Preference preference :
        placement.affinity().map(Affinity::preferred).orElse(List.of())) {
      score += preference.term().holds(worker.labels()) ? preference.weight() : 0;
    }
    for (Taint taint : worker.taints()) {
      boolean spared = taint.effect() == Effect.PREFER_NO_SCHEDULE;
      score -= spared && !isTolerated(placement, taint) ? SPARED : 0;
    }
    return score;
  }
}
