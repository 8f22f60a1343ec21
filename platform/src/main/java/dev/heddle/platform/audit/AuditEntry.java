package dev.heddle.platform.audit;

import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;

/**
 * One change or decision.
 *
 * @param number from 1, without gaps
 * @param deed what happened, without any secret
 * @param hash of this entry and the one before it, with the server's key
 */
public record AuditEntry(long number, Instant at, Deed deed, String hash) {

  /**
   * Who did what to what, and how it ended.
   *
   * @param actor login of who did it; empty for nobody known
   * @param kind what sort of actor
   * @param credential id of the token or session that proved it; empty if none did
   * @param operation id of the operation in the contract, or the command
   * @param target what it was done to
   * @param outcome {@code done}, or the code of the refusal
   * @param request which request it was; the answer names it, too
   */
  public record Deed(
      String actor,
      String kind,
      String credential,
      String operation,
      String target,
      String outcome,
      String request) {}

  /** Everything but the hash, always written alike: what the hash is made of. */
  String content(String former) {
    return Json.write(toValue().with("former", Value.of(former)));
  }

  /** As lists show it; the hash is beside it. */
  public MapValue toValue() {
    return MapValue.builder()
        .put("number", number)
        .put("at", at.toString())
        .put("actor", deed.actor())
        .put("kind", deed.kind())
        .put("credential", deed.credential())
        .put("operation", deed.operation())
        .put("target", deed.target())
        .put("outcome", deed.outcome())
        .put("request", deed.request())
        .build();
  }
}
