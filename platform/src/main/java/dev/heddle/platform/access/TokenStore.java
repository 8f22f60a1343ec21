package dev.heddle.platform.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where tokens, sessions and failed logins are durable; of secrets it sees hashes only. */
public interface TokenStore {

  void add(Token token, String hash);

  /** Adds a session that began with a token: it has one secret, and ends with the token. */
  void addSession(Token session, String hash, Token beganWith);

  /** What a secret proves. */
  Optional<Proof> byHash(String hash);

  /** What a session proves. */
  Optional<Proof> byId(String id);

  /** Those of an identity, newest first, without sessions. */
  List<Token> tokens(String identity);

  /** Ends a token or session; false if it had ended already. */
  boolean revoke(String id);

  /** Ends all of these kinds that an identity has. */
  void revokeAll(String identity, Set<Token.Kind> kinds);

  /**
   * Gives a session its next secret, if the one presented is its present one.
   *
   * @return the session; empty if the secret is unknown or the session has expired
   */
  Optional<Rotation> rotate(String hash, String nextHash, Instant now, Instant expiresAt);

  /** Counts a failed login and forgets those before {@code since}; how many there are since. */
  int countFailure(String key, Instant since, Instant now);

  /** How many failed logins there are since a moment. */
  int failures(String key, Instant since);

  /** Forgets the failed logins of a key. */
  void forgetFailures(String key);

  /** Removes what has expired. */
  void clean(Instant now);

  /**
   * A token, whose it is, and how old the permission sets are.
   *
   * @param identity null if the token is nobody's
   */
  record Proof(Token token, @Nullable Identity identity, long revision) {}

  /**
   * How changing a session's secret went.
   *
   * @param stolen whether the secret had been used before: somebody else has it, too
   */
  record Rotation(Token session, boolean stolen) {}
}
