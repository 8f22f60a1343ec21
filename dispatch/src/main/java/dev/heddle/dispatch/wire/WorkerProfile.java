package dev.heddle.dispatch.wire;

import dev.heddle.model.placement.Toleration.Taint;
import java.util.List;
import java.util.Map;

/**
 * What a worker says about itself.
 *
 * @param instance new for every process: who comes back with it still holds what it held
 * @param name shown to people; not unique
 * @param queues whose attempts it takes
 * @param slots how many attempts it carries out at once
 * @param version of the program
 */
public record WorkerProfile(
    String instance,
    String name,
    List<String> queues,
    Map<String, String> labels,
    List<Taint> taints,
    int slots,
    String version) {

  /** The longest text in it, in characters. */
  public static final int LONGEST = 255;

  public WorkerProfile {
    queues = List.copyOf(queues);
    labels = Map.copyOf(labels);
    taints = List.copyOf(taints);
    if (instance.isEmpty() || instance.length() > LONGEST || name.length() > LONGEST) {
      throw new IllegalArgumentException("a worker has an instance and a name of some length");
    }
    if (slots < 1 || slots > 100_000) {
      throw new IllegalArgumentException("a worker has 1 to 100000 slots, not " + slots);
    }
    if (queues.isEmpty() || queues.size() > 100 || labels.size() > 100 || taints.size() > 100) {
      throw new IllegalArgumentException("a worker has 1 to 100 queues and at most 100 labels");
    }
  }
}
