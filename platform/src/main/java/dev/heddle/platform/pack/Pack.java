package dev.heddle.platform.pack;

import dev.heddle.values.MapValue;
import java.nio.file.Path;
import java.util.List;

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
    List<PackWorkflow> workflows) {

  public Pack {
    actions = List.copyOf(actions);
    workflows = List.copyOf(workflows);
  }

  public String ref() {
    return manifest.ref();
  }

  /** What {@code pack.yaml} says about the pack (S1-134). */
  public record Manifest(
      String ref, String label, String description, String version, boolean enabled) {}
}
