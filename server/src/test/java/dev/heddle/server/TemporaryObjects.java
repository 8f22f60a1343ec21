package dev.heddle.server;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.artifacts.ArtifactFiles;
import dev.heddle.platform.artifacts.Grants;
import dev.heddle.platform.artifacts.SignedObjects;
import dev.heddle.platform.keys.ServerKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Objects in a directory that is gone afterwards; grants are paths of the server under test. */
final class TemporaryObjects implements ArtifactStore {

  private static final long LARGEST = 3 << 20;

  private final Path directory;
  private final ArtifactFiles files;
  private final Grants grants;

  TemporaryObjects(ServerKey key, InstantSource clock) {
    try {
      directory = Files.createTempDirectory("heddle-objects-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files = new ArtifactFiles(directory, LARGEST);
    grants = new Grants(key, clock);
  }

  SignedObjects signed() {
    return new SignedObjects(files, grants);
  }

  @Override
  public void put(ArtifactPath path, byte[] content) throws IOException {
    files.put(path, new ByteArrayInputStream(content));
  }

  @Override
  public Optional<Content> open(ArtifactPath path) throws IOException {
    return files.open(path);
  }

  @Override
  public void deleteAll(Collection<ExecutionId> executions) throws IOException {
    files.deleteAll(executions);
  }

  @Override
  public URI sign(ArtifactPath path, Access access, Duration validFor) {
    return URI.create("/artifacts/" + grants.grant(path, access, validFor));
  }

  @Override
  public void close() {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
