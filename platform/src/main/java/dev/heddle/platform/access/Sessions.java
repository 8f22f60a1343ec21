package dev.heddle.platform.access;

import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.keys.ServerKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * Logging in and out (S1-166, security rows 19 and 20). A login costs the same whether there is
 * such a person or not, and too many failures of one login or from one address are refused unseen.
 */
public final class Sessions {

  /** How long a session lasts that is not used to get another access token. */
  public static final Duration LIFE = Duration.ofHours(12);

  /** How long an access token is good for. */
  public static final Duration ACCESS_LIFE = AccessTokens.LIFE;

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int MOST_PER_LOGIN = 10;
  private static final int MOST_PER_ADDRESS = 50;

  /** What is computed when there is nobody to compare with. */
  private static final String NOBODY = PasswordHash.of(TokenSecret.make());

  private final IdentityStore identities;
  private final TokenStore tokens;
  private final Tokens making;
  private final AccessTokens accessTokens;
  private final ServerKey key;
  private final InstantSource clock;

  public Sessions(IdentityStore identities, TokenStore tokens, ServerKey key, InstantSource clock) {
    this.identities = identities;
    this.tokens = tokens;
    this.making = new Tokens(tokens, identities, clock);
    this.accessTokens = new AccessTokens(key, clock);
    this.key = key;
    this.clock = clock;
  }

  /**
   * A session that has begun or goes on.
   *
   * @param access short-lived, for the {@code Authorization} header
   * @param secret gets the next pair, once; or is the cookie of a browser
   */
  public record Begun(Identity identity, String session, String access, String secret) {
    @Override
    public String toString() {
      return "Begun[" + session + "]";
    }
  }

  /** Begins a session: 401 if login and password do not fit, 429 after too many of these. */
  public Answer<Begun> login(String login, String password, String address) {
    Instant now = clock.instant();
    Instant since = now.minus(WINDOW);
    String byAddress = key.fingerprint("address " + address);
    String byLogin = key.fingerprint("login " + login.toLowerCase(Locale.ROOT));
    // Counted before it is tried, so that many at once are counted, too.
    if (tokens.failures(byAddress, since) >= MOST_PER_ADDRESS
        || tokens.failures(byLogin, since) >= MOST_PER_LOGIN) {
      return Answer.refused(tooOften());
    }
    int ofAddress = tokens.countFailure(byAddress, since, now);
    int ofLogin = tokens.countFailure(byLogin, since, now);
    if (ofAddress > MOST_PER_ADDRESS || ofLogin > MOST_PER_LOGIN) {
      return Answer.refused(tooOften());
    }
    Optional<Identity> identity =
        identities.identity(login).filter(one -> one.login().equals(login));
    String hash = identity.flatMap(one -> identities.password(one.id())).orElse(NOBODY);
    boolean fits = PasswordHash.matches(password, hash);
    if (!fits || identity.isEmpty() || identity.get().disabled()) {
      return Answer.refused(
          Refusal.of(
              Refusal.Kind.UNAUTHENTICATED, "login_failed", "Login and password do not fit"));
    }
    tokens.forgetFailures(byLogin);
    return Answer.done(begin(identity.get()));
  }

  private static Refusal tooOften() {
    return Refusal.of(
        Refusal.Kind.TOO_OFTEN,
        "too_many_logins",
        "Too many logins have failed: try again in " + WINDOW.toMinutes() + " minutes");
  }

  /** Begins a session of somebody who has proved who it is in another way. */
  Begun begin(Identity identity) {
    tokens.clean(clock.instant());
    Tokens.Made made = making.make(Token.Kind.SESSION, identity.id(), "", null, LIFE);
    return begun(identity, made.token().id(), made.secret());
  }

  /**
   * Begins a session of a browser with the token somebody presents: it may do what the token may,
   * ends with it, and its own end leaves the token alone. 403 for what is no integration token.
   */
  public Answer<Begun> begin(Principal caller) {
    Instant now = clock.instant();
    Principal.Credential credential = caller.credential();
    TokenStore.Proof proof = credential == null ? null : tokens.byId(credential.id()).orElse(null);
    Identity identity = proof == null ? null : proof.identity();
    if (proof == null || identity == null || proof.token().kind() != Token.Kind.INTEGRATION) {
      return Answer.refused(
          Refusal.forbidden(
              "not_a_token", "Only a token of an identity begins a session of a browser"));
    }
    tokens.clean(now);
    Token token = proof.token();
    Instant ends = now.plus(LIFE);
    Instant tokenEnds = token.expiresAt();
    Token session =
        new Token(
            TokenSecret.id(),
            Token.Kind.SESSION,
            identity.id(),
            token.name(),
            token.grants(),
            now,
            tokenEnds != null && tokenEnds.isBefore(ends) ? tokenEnds : ends);
    String secret = TokenSecret.make();
    tokens.addSession(session, TokenSecret.hash(secret), token);
    return Answer.done(begun(identity, session.id(), secret));
  }

  private Begun begun(Identity identity, String session, String secret) {
    return new Begun(identity, session, accessTokens.issue(identity.id(), session), secret);
  }

  /**
   * Goes on with a session. Its secret changes; a secret that comes a second time was stolen from
   * one of the two who have it, so the session ends.
   */
  public Answer<Begun> refresh(String secret) {
    Instant now = clock.instant();
    String next = TokenSecret.make();
    Optional<TokenStore.Rotation> rotation =
        tokens.rotate(TokenSecret.hash(secret), TokenSecret.hash(next), now, now.plus(LIFE));
    if (rotation.isPresent() && rotation.get().stolen()) {
      tokens.revoke(rotation.get().session().id());
      return expired();
    }
    return rotation
        .flatMap(done -> tokens.byId(done.session().id()))
        .map(TokenStore.Proof::identity)
        .filter(identity -> !identity.disabled())
        .<Answer<Begun>>map(
            identity -> Answer.done(begun(identity, rotation.get().session().id(), next)))
        .orElseGet(Sessions::expired);
  }

  private static Answer<Begun> expired() {
    return Answer.refused(
        Refusal.of(
            Refusal.Kind.UNAUTHENTICATED, "session_ended", "The session has ended: log in again"));
  }

  /** Ends what the caller presented: the session, or the token. */
  public void logout(Principal caller) {
    Principal.Credential credential = caller.credential();
    if (credential != null) {
      tokens.revoke(credential.id());
    }
  }

  /** What a browser must send in a header beside its cookie, so that other sites cannot. */
  public String guardOf(String session) {
    return key.fingerprint("csrf " + session);
  }
}
