package dev.heddle.platform.pack.install;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Records of installations in memory, for tests. */
public final class MemoryInstallationStore implements InstallationStore {

  private final Map<String, Installation> all = new TreeMap<>();

  @Override
  public void save(Installation installation) {
    all.put(installation.pack(), installation);
  }

  @Override
  public Optional<Installation> find(String pack) {
    return Optional.ofNullable(all.get(pack));
  }

  @Override
  public List<Installation> all() {
    return List.copyOf(all.values());
  }
}
