package dev.heddle.platform.inquiries;

import dev.heddle.model.execution.AttemptId;
import dev.heddle.platform.keys.ServerKey;
import java.util.Optional;

/**
 * What an integration answers a question by (S1-109): says nothing about the question, and nobody
 * can make one.
 */
public final class ResponseHandles {

  private static final String PREFIX = "inquiry ";
  private static final int LONGEST = 300;

  private final ServerKey key;

  public ResponseHandles(ServerKey key) {
    this.key = key;
  }

  /** A handle of an inquiry; each is another, and all are good. */
  public String of(AttemptId inquiry) {
    return key.seal(PREFIX + inquiry);
  }

  /** The inquiry of a handle; empty if it is none of ours. */
  public Optional<AttemptId> read(String handle) {
    if (handle.length() > LONGEST) {
      return Optional.empty();
    }
    return key.open(handle)
        .filter(text -> text.startsWith(PREFIX))
        .flatMap(text -> AttemptId.parse(text.substring(PREFIX.length())));
  }
}
