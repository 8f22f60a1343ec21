package dev.heddle.platform.pack.install;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Records of installations in memory, for tests. */
public final class MemoryInstallationStore implements InstallationStore {

  private final Map<String, Installation> present = new TreeMap<>();
  private final List<Installation> all = new ArrayList<>();

  private final String database;

  public MemoryInstallationStore() {
    this("memory");
  }

  /**
   * @param database which it is of those that share a directory of packs
   */
  MemoryInstallationStore(String database) {
    this.database = database;
  }

  @Override
  public String database() {
    return database;
  }

  @Override
  public void save(Installation installation) {
    present.put(installation.pack(), installation);
    all.add(installation);
  }

  @Override
  public Optional<Installation> find(String pack) {
    return Optional.ofNullable(present.get(pack));
  }

  @Override
  public List<Installation> all() {
    return List.copyOf(present.values());
  }

  @Override
  public Optional<Installation> ofFile(String pack, String file, Instant before) {
    return all.stream()
        .filter(each -> each.pack().equals(pack) && each.holds(file))
        .max(
            Comparator.<Installation, Boolean>comparing(each -> !each.at().isAfter(before))
                .thenComparing(Installation::at));
  }

  @Override
  public Optional<Installation> at(String pack, Instant moment) {
    return all.stream()
        .filter(each -> each.pack().equals(pack) && !each.at().isAfter(moment))
        .max(Comparator.comparing(Installation::at));
  }
}
