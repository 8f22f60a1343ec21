package dev.heddle.worker.container;

import com.github.dockerjava.api.model.BindOptions;
import com.github.dockerjava.api.model.BindPropagation;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the engine is told about the isolation of a container. Built here and nowhere else, from
 * typed fields: there is no way for anything a user writes to become another option (security row
 * 9). No privileged mode, no capability, no new privileges, no network, process or IPC name space
 * of the host, no device, no restart.
 */
final class ContainerSpec {

  private static final long MOST_PROCESSES = 4_096;
  private static final Map<String, String> LOGS = Map.of("max-size", "64m", "max-file", "2");

  private ContainerSpec() {}

  static HostConfig hostConfig(ContainerJob job, ContainerSettings settings, VolumeCheck volumes)
      throws RefusedJobException {
    return hostConfig(job, settings, volumes, Optional.empty());
  }

  /** As above, with a directory that is Heddle's own and not the user's choice. */
  static HostConfig hostConfig(
      ContainerJob job,
      ContainerSettings settings,
      VolumeCheck volumes,
      Optional<Cargo.Shared> shared)
      throws RefusedJobException {
    List<Mount> mounts = mounts(job, volumes);
    shared.ifPresent(own -> mounts.add(bind(own.source(), own.target(), true)));
    HostConfig config =
        HostConfig.newHostConfig()
            .withPrivileged(false)
            .withCapDrop(Capability.ALL)
            .withSecurityOpts(List.of("no-new-privileges"))
            .withNetworkMode(settings.network())
            .withIpcMode("private")
            .withPidsLimit(MOST_PROCESSES)
            .withAutoRemove(false)
            .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, LOGS))
            .withMounts(mounts);
    job.nanoCpus().ifPresent(config::withNanoCPUs);
    // the same limit with swap: what does not fit into memory shall not slow the host down
    job.memory().ifPresent(bytes -> config.withMemory(bytes).withMemorySwap(bytes));
    return config;
  }

  private static List<Mount> mounts(ContainerJob job, VolumeCheck check)
      throws RefusedJobException {
    List<Mount> mounts = new ArrayList<>();
    for (ContainerJob.Volume volume : job.volumes()) {
      Path source = check.source(volume);
      mounts.add(bind(source, volume.target(), volume.readOnly()));
    }
    return mounts;
  }

  private static Mount bind(Path source, String target, boolean readOnly) {
    return new Mount()
        .withType(MountType.BIND)
        .withSource(source.toString())
        .withTarget(target)
        .withReadOnly(readOnly)
        .withBindOptions(new BindOptions().withPropagation(BindPropagation.R_PRIVATE));
  }

  static List<String> environment(Map<String, String> variables) {
    return variables.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }
}
