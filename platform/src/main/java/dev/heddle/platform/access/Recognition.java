package dev.heddle.platform.access;

import dev.heddle.platform.keys.ServerKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells who presents a token. Every request asks the store: what was revoked, disabled or taken
 * away a moment ago holds no longer, on no server (security rows 19 and 28).
 */
public final class Recognition {

  private final TokenStore tokens;
  private final AccessTokens accessTokens;
  private final ExecutionTokens executionTokens;
  private final Roles roles;
  private final InstantSource clock;

  Recognition(
      IdentityStore identities,
      TokenStore tokens,
      ExecutionTokens executionTokens,
      ServerKey key,
      InstantSource clock) {
    this.tokens = tokens;
    this.executionTokens = executionTokens;
    this.accessTokens = new AccessTokens(key, clock);
    this.roles = new Roles(identities);
    this.clock = clock;
  }

  /** Who presents {@code Authorization: Bearer secret}; nobody if it proves nothing. */
  public Principal bearer(String secret) {
    if (secret.startsWith(TokenSecret.PREFIX)) {
      return tokens
          .byHash(TokenSecret.hash(secret))
          .filter(proof -> proof.token().kind() != Token.Kind.SESSION)
          .flatMap(this::principal)
          .orElse(Principal.anonymous());
    }
    if (secret.startsWith(ExecutionTokens.PREFIX)) {
      return executionTokens.principal(secret).orElse(Principal.anonymous());
    }
    return accessTokens
        .session(secret)
        .flatMap(tokens::byId)
        .flatMap(this::principal)
        .orElse(Principal.anonymous());
  }

  /** Who presents the secret of a session as a browser's cookie; nobody if it proves nothing. */
  public Principal cookie(String secret) {
    return tokens
        .byHash(TokenSecret.hash(secret))
        .filter(proof -> proof.token().kind() == Token.Kind.SESSION)
        .flatMap(this::principal)
        .orElse(Principal.anonymous());
  }

  private Optional<Principal> principal(TokenStore.Proof proof) {
    Token token = proof.token();
    if (!token.isLive(clock.instant())) {
      return Optional.empty();
    }
    Principal.Credential credential = new Principal.Credential(token.id());
    Identity identity = proof.identity();
    List<Grant> narrowed = token.grants();
    if (identity == null) {
      boolean isOurs = token.kind() == Token.Kind.SENSOR || token.kind() == Token.Kind.WORKER;
      return isOurs && narrowed != null
          ? Optional.of(
              new Principal(
                  Principal.Kind.of(token.kind().label()),
                  token.kind().label() + ":" + token.name(),
                  Set.of(),
                  new Rights(narrowed),
                  credential))
          : Optional.empty();
    }
    if (identity.disabled()) {
      return Optional.empty();
    }
    Rights rights = roles.rights(identity.roles(), proof.revision());
    return Optional.of(
        new Principal(
            Principal.Kind.of(identity.kind().label()),
            identity.login(),
            identity.names(),
            narrowed == null ? rights : rights.narrowedTo(narrowed),
            credential));
  }
}
