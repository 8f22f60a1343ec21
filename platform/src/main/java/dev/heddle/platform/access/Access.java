package dev.heddle.platform.access;

import dev.heddle.platform.audit.AuditLog;
import dev.heddle.platform.audit.AuditStore;
import dev.heddle.platform.keys.ServerKey;
import java.time.InstantSource;

/** All there is about who may do what. */
public record Access(
    Identities identities,
    Tokens tokens,
    Sessions sessions,
    Recognition recognition,
    FirstAdmin firstAdmin,
    AuditLog audit) {

  public static Access over(
      IdentityStore identities,
      TokenStore tokens,
      AuditStore audit,
      ServerKey key,
      InstantSource clock) {
    return new Access(
        new Identities(identities, tokens, clock),
        new Tokens(tokens, identities, clock),
        new Sessions(identities, tokens, key, clock),
        new Recognition(identities, tokens, key, clock),
        new FirstAdmin(identities, tokens, clock),
        new AuditLog(audit, key, clock));
  }
}
