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
    ExternalLogins externalLogins,
    Recognition recognition,
    FirstAdmin firstAdmin,
    ExecutionTokens executionTokens,
    StarterRights starters,
    AuditLog audit) {

  public static Access over(
      IdentityStore identities,
      TokenStore tokens,
      AuditStore audit,
      RunningAttempts running,
      ServerKey key,
      InstantSource clock) {
    StarterRights starters = new StarterRights(identities);
    ExecutionTokens executionTokens = new ExecutionTokens(identities, starters, running, key);
    Sessions sessions = new Sessions(identities, tokens, key, clock);
    return new Access(
        new Identities(identities, tokens, clock),
        new Tokens(tokens, identities, clock),
        sessions,
        new ExternalLogins(identities, tokens, sessions, key, clock),
        new Recognition(identities, tokens, executionTokens, key, clock),
        new FirstAdmin(identities, tokens, clock),
        executionTokens,
        starters,
        new AuditLog(audit, key, clock));
  }
}
