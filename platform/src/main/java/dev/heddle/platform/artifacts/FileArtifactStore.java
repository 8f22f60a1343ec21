package dev.heddle.platform.artifacts;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.model.execution.ExecutionId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The default store: a directory. Its signed URLs lead to a listener of this process on the
 * loopback interface, which opens with the first of them.
 */
public final class FileArtifactStore implements ArtifactStore {

  private final ArtifactFiles files;
  private final Grants grants;
  private final Path sockets;
  private @Nullable LoopbackListener listener;
  private @Nullable SocketListener socket;
  private boolean closed;

  /**
   * @param sockets a directory for {@link #socketDirectory}, shared by all processes that have
   *     these files and this key
   */
  public FileArtifactStore(ArtifactFiles files, Grants grants, Path sockets) {
    this.files = files;
    this.grants = grants;
    this.sockets = sockets.toAbsolutePath();
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
  public URI sign(ArtifactPath path, Access access, Duration validFor) throws IOException {
    return listener().address().resolve(grants.grant(path, access, validFor));
  }

  private synchronized LoopbackListener listener() throws IOException {
    if (closed) {
      throw new IOException("the store is closed");
    }
    if (listener == null) {
      listener = LoopbackListener.start(new SignedObjects(files, grants));
    }
    return listener;
  }

  @Override
  public synchronized Optional<Path> socketDirectory() throws IOException {
    URI target = listener().address();
    if (socket == null) {
      socket = SocketListener.start(sockets, target.getPort());
    }
    return Optional.of(sockets);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (socket != null) {
      socket.close();
    }
    if (listener != null) {
      listener.close();
    }
  }
}
