package dev.heddle.platform.access;

import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens of identities and of Heddle's own processes (S1-166): each is shown once. */
public final class Tokens {

  private static final Duration LONGEST = Duration.ofDays(3660);

  private final TokenStore store;
  private final IdentityStore identities;
  private final Roles roles;
  private final InstantSource clock;

  public Tokens(TokenStore store, IdentityStore identities, InstantSource clock) {
    this.store = store;
    this.identities = identities;
    this.roles = new Roles(identities);
    this.clock = clock;
  }

  /**
   * A token that was just made.
   *
   * @param secret what proves it; nobody can ask for it again
   */
  public record Made(Token token, String secret) {
    @Override
    public String toString() {
      return "Made[" + token.id() + "]";
    }
  }

  /**
   * What a token shall be.
   *
   * @param grants narrower rights; null for all its identity has
   * @param life how long it is good for; null until it is revoked
   */
  public record Wish(String name, @Nullable List<Grant> grants, @Nullable Duration life) {}

  /** Makes a token of an identity for whoever may act for it. */
  public Answer<Made> create(Principal actor, String idOrLogin, Wish wish) {
    Identity identity = identities.identity(idOrLogin).orElse(null);
    if (identity == null) {
      return Answer.refused(Refusal.notFound("unknown_identity", "There is no such identity"));
    }
    Duration life = wish.life();
    if (life != null && (!life.isPositive() || life.compareTo(LONGEST) > 0)) {
      return Answer.refused(
          Refusal.invalid(
              "invalid_token",
              "The token has errors",
              List.of(new FieldError("expires_in", "is from 1 second to 10 years"))));
    }
    Rights own = roles.rights(identity.roles());
    List<Grant> grants = wish.grants();
    // Also who acts for themselves may hold a token narrower than their roles.
    boolean covered = actor.rights().include(grants == null ? own.grants() : grants);
    if (!covered || (grants != null && !own.include(grants))) {
      return Answer.refused(
          Refusal.forbidden("not_delegable", "You cannot give what you may not do yourself"));
    }
    return Answer.done(
        make(Token.Kind.INTEGRATION, identity.id(), wish.name(), grants, wish.life()));
  }

  /**
   * Makes a token for a process that Heddle starts or that works for it.
   *
   * @param name the ref of the sensor, or what the worker is called
   * @param grants all it may do
   */
  public Made createFor(Token.Kind kind, String name, List<Grant> grants, @Nullable Duration life) {
    if (kind != Token.Kind.SENSOR && kind != Token.Kind.WORKER) {
      throw new IllegalArgumentException("a token of kind " + kind + " has an identity");
    }
    return make(kind, null, name, grants, life);
  }

  Made make(
      Token.Kind kind,
      @Nullable String identity,
      String name,
      @Nullable List<Grant> grants,
      @Nullable Duration life) {
    Instant now = clock.instant();
    Token token =
        new Token(
            TokenSecret.id(),
            kind,
            identity,
            name,
            grants,
            now,
            life == null ? null : now.plus(life));
    String secret = TokenSecret.make();
    store.add(token, TokenSecret.hash(secret));
    return new Made(token, secret);
  }

  /** Those of an identity, newest first. */
  public List<Token> list(String idOrLogin) {
    return identities.identity(idOrLogin).map(one -> store.tokens(one.id())).orElse(List.of());
  }

  /** Ends a token of an identity at once; 404 if it has none of this id. */
  public Answer<Token> revoke(String idOrLogin, String tokenId) {
    return list(idOrLogin).stream()
        .filter(token -> token.id().equals(tokenId))
        .findFirst()
        .filter(token -> store.revoke(token.id()))
        .<Answer<Token>>map(Answer::done)
        .orElseGet(
            () -> Answer.refused(Refusal.notFound("unknown_token", "There is no such token")));
  }

  /** Ends a token of a process at once. */
  public void revoke(Token token) {
    store.revoke(token.id());
  }
}
