package dev.heddle.platform.artifacts.versioned;

import dev.heddle.platform.artifacts.versioned.Artifact.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Artifacts in memory, for tests. */
public final class MemoryVersionedArtifactStore implements VersionedArtifactStore {

  private final Map<String, Artifact> artifacts = new TreeMap<>();
  private final Map<String, TreeMap<Integer, Kept>> contents = new TreeMap<>();

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Kept(Version version, byte[] content) {}

  @Override
  public synchronized List<Artifact> all() {
    return artifacts.keySet().stream().flatMap(ref -> find(ref).stream()).toList();
  }

  @Override
  public synchronized Optional<Artifact> find(String ref) {
    return Optional.ofNullable(artifacts.get(ref))
        .map(artifact -> {
          TreeMap<Integer, Kept> kept = contents.getOrDefault(ref, new TreeMap<>());
          return with(
              artifact,
              kept.size(),
              artifact.latest(),
              kept.isEmpty() ? null : kept.lastEntry().getValue().version().size(),
              artifact.updatedAt());
        });
  }

  private static Artifact with(
      Artifact artifact, int versions, int latest, @Nullable Long size, Instant updatedAt) {
    return new Artifact(
        artifact.ref(),
        artifact.owner(),
        artifact.kind(),
        artifact.name(),
        artifact.retention(),
        versions,
        latest,
        size,
        artifact.createdAt(),
        updatedAt);
  }

  @Override
  public synchronized boolean create(Artifact artifact) {
    return artifacts.putIfAbsent(artifact.ref(), artifact) == null;
  }

  @Override
  public synchronized Optional<Version> add(String ref, byte[] content, Instant now) {
    Artifact artifact = artifacts.get(ref);
    if (artifact == null) {
      return Optional.empty();
    }
    Version version = new Version(artifact.latest() + 1, content.length, now);
    artifacts.put(ref, with(artifact, 0, version.number(), null, now));
    TreeMap<Integer, Kept> kept = contents.computeIfAbsent(ref, _ -> new TreeMap<>());
    kept.put(version.number(), new Kept(version, content.clone()));
    kept.headMap(version.number() - artifact.retention().versions(), true).clear();
    return Optional.of(version);
  }

  @Override
  public synchronized List<Version> versions(String ref) {
    return contents.getOrDefault(ref, new TreeMap<>()).descendingMap().values().stream()
        .map(Kept::version)
        .toList();
  }

  @Override
  public synchronized Optional<byte[]> content(String ref, int number) {
    return Optional.ofNullable(contents.getOrDefault(ref, new TreeMap<>()).get(number))
        .map(kept -> kept.content().clone());
  }

  @Override
  public synchronized boolean delete(String ref) {
    contents.remove(ref);
    return artifacts.remove(ref) != null;
  }

  @Override
  public synchronized int removeOld(Instant now, int most) {
    int removed = 0;
    for (Artifact artifact : artifacts.values()) {
      Integer days = artifact.retention().days();
      if (days != null) {
        Instant before = now.minus(Duration.ofDays(days));
        TreeMap<Integer, Kept> kept = contents.getOrDefault(artifact.ref(), new TreeMap<>());
        List<Integer> old =
            kept.values().stream()
                .map(Kept::version)
                .filter(version -> version.createdAt().isBefore(before))
                .map(Version::number)
                .limit(most - removed)
                .toList();
        old.forEach(kept::remove);
        removed += old.size();
      }
    }
    return removed;
  }
}
