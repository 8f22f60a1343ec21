package dev.heddle.platform.artifacts;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore.Access;
import dev.heddle.engine.port.ArtifactStore.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What somebody with a signed URL may do, whatever server carries it. */
public final class SignedObjects {

  private final ArtifactFiles files;
  private final Grants grants;

  public SignedObjects(ArtifactFiles files, Grants grants) {
    this.files = files;
    this.grants = grants;
  }

  /** What became of a request. */
  public sealed interface Outcome {

    /** The object, open; whoever gets it closes it. */
    record Found(Content content) implements Outcome {}

    /** It is stored. */
    record Stored() implements Outcome {}

    /** The URL is good, but there is no such object. */
    record Missing() implements Outcome {}

    /** It was longer than is allowed, and is not stored. */
    record TooLarge() implements Outcome {}

    /** The URL was good and is not any more. */
    record Expired() implements Outcome {}

    /** The URL was never signed for this. */
    record Refused() implements Outcome {}
  }

  public Outcome read(String grant) throws IOException {
    return switch (grants.verify(grant, Access.READ)) {
      case Grant.Valid(ArtifactPath path) -> {
        Optional<Content> content = files.open(path);
        yield content.isPresent() ? new Outcome.Found(content.get()) : new Outcome.Missing();
      }
      case Grant.Expired _ -> new Outcome.Expired();
      case Grant.Refused _ -> new Outcome.Refused();
    };
  }

  public Outcome write(String grant, InputStream content) throws IOException {
    return switch (grants.verify(grant, Access.WRITE)) {
      case Grant.Valid(ArtifactPath path) -> {
        try {
          files.put(path, content);
          yield new Outcome.Stored();
        } catch (ArtifactFiles.TooLarge tooLarge) {
          yield new Outcome.TooLarge();
        }
      }
      case Grant.Expired _ -> new Outcome.Expired();
      case Grant.Refused _ -> new Outcome.Refused();
    };
  }
}
