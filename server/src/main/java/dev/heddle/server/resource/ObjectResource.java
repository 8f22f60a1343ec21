package dev.heddle.server.resource;

import dev.heddle.engine.port.ArtifactStore.Content;
import dev.heddle.platform.artifacts.SignedObjects;
import dev.heddle.platform.artifacts.SignedObjects.Outcome;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Problem;
import dev.heddle.server.http.ProblemCode;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * Stored objects for whoever has a signed URL (S3-50): the grant in the address is the permission,
 * and names the object.
 */
public final class ObjectResource {

  private final Optional<SignedObjects> objects;

  /**
   * @param objects empty if objects lie with another server
   */
  public ObjectResource(Optional<SignedObjects> objects) {
    this.objects = objects;
  }

  public Reply read(Call call) {
    try {
      return answer(objects().read(call.path("grant")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Reply write(Call call) {
    try {
      return answer(objects().write(call.path("grant"), call.bytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SignedObjects objects() {
    return objects.orElseThrow(() -> ProblemException.notFound("Objects are not kept here."));
  }

  private static Reply answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Found(Content content) -> new Reply.Bytes(content.bytes(), content.size());
      case Outcome.Stored _ -> new Reply.Body(204, "text/plain", "", Map.of());
      case Outcome.Missing _ -> throw ProblemException.notFound("There is no such object.");
      case Outcome.TooLarge _ -> throw new ProblemException(Problem.of(ProblemCode.BODY_TOO_LARGE));
      case Outcome.Expired _ ->
          throw new ProblemException(ProblemCode.FORBIDDEN, "This URL has expired.");
      // A stranger learns nothing from it, not even that objects are here.
      case Outcome.Refused _ -> throw ProblemException.notFound("");
    };
  }
}
