package dev.heddle.platform.pack;

import dev.heddle.model.policy.Policy;
import dev.heddle.platform.queues.WorkQueue;
import dev.heddle.values.MapValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A pack as its directory says (S1-133).
 *
 * @param directory absolute, symbolic links resolved
 * @param config defaults overlaid by {@code config.yaml}; secrets are marked (S1-135)
 */
public record Pack(
    Manifest manifest,
    Path directory,
    MapValue config,
    List<PackAction> actions,
    List<PackWorkflow> workflows,
    PackAutomation automation,
    List<Policy> policies,
    List<WorkQueue> queues) {

  public Pack {
    queues = List.copyOf(queues);
    policies = List.copyOf(policies);
    actions = List.copyOf(actions);
    workflows = List.copyOf(workflows);
  }

  public String ref() {
    return manifest.ref();
  }

  /**
   * What {@code pack.yaml} says about the pack (S1-134).
   *
   * @param system whether it cannot be uninstalled (S1-142)
   * @param needs the packs that must be there before it
   * @param configSchema {@code conf_schema} as it is written; it may hold secrets as defaults
   */
  public record Manifest(
      String ref,
      String label,
      String description,
      String version,
      boolean enabled,
      boolean system,
      List<String> needs,
      Optional<MapValue> configSchema,
      Testing testing) {
    public Manifest {
      needs = List.copyOf(needs);
    }
  }

  /**
   * What is tried before a pack is installed (S1-141).
   *
   * @param minPassRate between 0 and 1
   * @param blocks whether too many failures prevent the installation
   */
  public record Testing(List<Runner> runners, double minPassRate, boolean blocks) {

    public static final Testing NONE = new Testing(List.of(), 1, true);

    public Testing {
      runners = List.copyOf(runners);
    }

    /** A program of the pack that ends with exit code 0 if all is well. */
    public record Runner(String name, Path program, Duration timeout) {}
  }
}
