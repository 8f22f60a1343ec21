package dev.heddle.engine.port;

import dev.heddle.model.execution.ExecutionId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * Keeps what scripts read and print as objects, and gives out URLs by which somebody without
 * credentials reaches one of them for one purpose. Thread safe.
 */
public interface ArtifactStore extends AutoCloseable {

  /** What a signed URL is good for. */
  enum Access {
    READ("GET"),
    WRITE("PUT");

    private final String method;

    Access(String method) {
      this.method = method;
    }

    /** The HTTP method. */
    public String method() {
      return method;
    }
  }

  /** An object that is open for reading; the reader closes it. */
  record Content(long size, InputStream bytes) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  /** Stores an object, whole or not at all, and replaces what was there (S3-21). */
  void put(ArtifactPath path, byte[] content) throws IOException;

  /** Empty if there is no such object. */
  Optional<Content> open(ArtifactPath path) throws IOException;

  /** Removes what the tasks of some executions stored; what is not there is not missed. */
  void deleteAll(Collection<ExecutionId> executions) throws IOException;

  /**
   * A URL for one object and one method, refused afterwards (S3-50).
   *
   * @param validFor at most seven days, which is what the S3 protocol allows
   */
  URI sign(ArtifactPath path, Access access, Duration validFor) throws IOException;

  /** Hears that somebody with a signed URL has stored an object, which not every store can see. */
  default void arrived(ArtifactPath path) {}

  /**
   * A directory of this host with sockets that answer signed URLs, for containers: the URLs lead to
   * this host, which they cannot reach. Empty if the URLs lead anywhere by themselves.
   */
  default Optional<Path> socketDirectory() throws IOException {
    return Optional.empty();
  }

  @Override
  void close();
}
