package dev.heddle.platform.artifacts;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.notification.ArtifactNews;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * A store of which those are told who listen (S1-174); what goes wrong with that harms no object.
 */
public final class ToldArtifacts implements ArtifactStore {

  private static final Logger LOG = System.getLogger(ToldArtifacts.class.getName());

  private final ArtifactStore store;
  private final ArtifactNews news;

  public ToldArtifacts(ArtifactStore store, ArtifactNews news) {
    this.store = store;
    this.news = news;
  }

  @Override
  public void put(ArtifactPath path, byte[] content) throws IOException {
    store.put(path, content);
    tell(path);
  }

  @Override
  public void arrived(ArtifactPath path) {
    tell(path);
  }

  private void tell(ArtifactPath path) {
    try {
      news.stored(path);
    } catch (RuntimeException away) {
      LOG.log(Level.WARNING, "Nobody could be told of the object " + path, away);
    }
  }

  @Override
  public Optional<Content> open(ArtifactPath path) throws IOException {
    return store.open(path);
  }

  @Override
  public void deleteAll(Collection<ExecutionId> executions) throws IOException {
    store.deleteAll(executions);
  }

  @Override
  public URI sign(ArtifactPath path, Access access, Duration validFor) throws IOException {
    return store.sign(path, access, validFor);
  }

  @Override
  public Optional<Path> socketDirectory() throws IOException {
    return store.socketDirectory();
  }

  @Override
  public void close() {
    store.close();
  }
}
