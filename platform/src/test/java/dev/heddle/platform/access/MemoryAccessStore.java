package dev.heddle.platform.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Identities, permission sets and tokens in memory. */
public final class MemoryAccessStore implements IdentityStore, TokenStore {

  private final Map<String, Identity> identities = new TreeMap<>();
  private final Map<String, String> passwords = new HashMap<>();
  private final Map<String, PermissionSet> sets = new TreeMap<>();
  private final Map<String, Kept> tokens = new LinkedHashMap<>();
  private final Map<String, String> beganWithToken = new HashMap<>();
  private final List<Failure> failures = new ArrayList<>();
  private final Set<String> former = new HashSet<>();
  private long revision;

  private record Kept(Token token, String hash, @Nullable String former) {}

  private record Failure(String key, Instant at) {}

  @Override
  public synchronized boolean add(Identity identity) {
    boolean taken =
        identities.values().stream()
            .anyMatch(one ->
                one.login().equals(identity.login())
                    || (one.external() != null && one.external().equals(identity.external())));
    if (!taken) {
      revision++;
      identities.put(identity.id(), identity);
    }
    return !taken;
  }

  @Override
  public synchronized boolean addFirst(Identity identity, Token token, String hash) {
    if (!identities.isEmpty()) {
      return false;
    }
    add(identity);
    add(token, hash);
    return true;
  }

  @Override
  public synchronized boolean replace(Identity identity) {
    revision++;
    return identities.replace(identity.id(), identity) != null;
  }

  @Override
  public synchronized boolean delete(String id) {
    tokens.values().removeIf(kept -> id.equals(kept.token().identity()));
    Identity gone = identities.remove(id);
    if (gone != null) {
      revision++;
      former.add(gone.login());
    }
    return gone != null;
  }

  @Override
  public synchronized boolean wasIdentity(String login) {
    return former.contains(login);
  }

  @Override
  public synchronized List<Identity> identities() {
    return identities.values().stream().sorted(Comparator.comparing(Identity::login)).toList();
  }

  @Override
  public synchronized Optional<Identity> identity(String idOrLogin) {
    return identities.values().stream()
        .filter(one -> one.id().equals(idOrLogin) || one.login().equals(idOrLogin))
        .findFirst();
  }

  @Override
  public synchronized Optional<Identity> ofProvider(String external) {
    return identities.values().stream().filter(one -> external.equals(one.external())).findFirst();
  }

  @Override
  public synchronized Optional<String> password(String id) {
    return Optional.ofNullable(passwords.get(id));
  }

  @Override
  public synchronized void setPassword(String id, String hash) {
    passwords.put(id, hash);
  }

  @Override
  public synchronized List<PermissionSet> sets() {
    return List.copyOf(sets.values());
  }

  @Override
  public synchronized boolean add(PermissionSet set) {
    revision++;
    return sets.putIfAbsent(set.ref(), set) == null;
  }

  @Override
  public synchronized boolean replace(PermissionSet set) {
    revision++;
    return sets.replace(set.ref(), set) != null;
  }

  @Override
  public synchronized boolean deleteSet(String ref) {
    revision++;
    identities.replaceAll((_, identity) -> without(identity, ref));
    return sets.remove(ref) != null;
  }

  private static Identity without(Identity identity, String role) {
    Set<String> roles = new HashSet<>(identity.roles());
    roles.remove(role);
    return new Identity(
        identity.id(),
        identity.kind(),
        identity.login(),
        identity.displayName(),
        identity.disabled(),
        roles,
        identity.groups(),
        identity.external(),
        identity.createdAt(),
        identity.updatedAt());
  }

  @Override
  public synchronized long revision() {
    return revision;
  }

  @Override
  public synchronized void add(Token token, String hash) {
    tokens.put(token.id(), new Kept(token, hash, null));
  }

  @Override
  public synchronized void addSession(Token session, String hash, Token beganWith) {
    add(session, hash);
    beganWithToken.put(session.id(), beganWith.id());
  }

  @Override
  public synchronized Optional<Proof> byHash(String hash) {
    return tokens.values().stream()
        .filter(kept -> kept.hash().equals(hash))
        .map(this::proof)
        .findFirst();
  }

  @Override
  public synchronized Optional<Proof> byId(String id) {
    return Optional.ofNullable(tokens.get(id)).map(this::proof);
  }

  private Proof proof(Kept kept) {
    String identity = kept.token().identity();
    return new Proof(kept.token(), identity == null ? null : identities.get(identity), revision);
  }

  @Override
  public synchronized List<Token> tokens(String identity) {
    return tokens.values().stream()
        .map(Kept::token)
        .filter(token -> identity.equals(token.identity()))
        .filter(token -> token.kind() != Token.Kind.SESSION)
        .sorted(Comparator.comparing(Token::createdAt).reversed().thenComparing(Token::id))
        .toList();
  }

  @Override
  public synchronized boolean revoke(String id) {
    beganWithToken.forEach((session, token) -> {
      if (token.equals(id)) {
        tokens.remove(session);
      }
    });
    return tokens.remove(id) != null;
  }

  @Override
  public synchronized void revokeAll(String identity, Set<Token.Kind> kinds) {
    tokens
        .values()
        .removeIf(kept ->
            identity.equals(kept.token().identity()) && kinds.contains(kept.token().kind()));
  }

  @Override
  public synchronized Optional<Rotation> rotate(
      String hash, String nextHash, Instant now, Instant expiresAt) {
    for (Kept kept : List.copyOf(tokens.values())) {
      Token token = kept.token();
      boolean rotates =
          token.kind() == Token.Kind.SESSION
              && token.isLive(now)
              && !beganWithToken.containsKey(token.id());
      if (rotates && kept.hash().equals(hash)) {
        Token next =
            new Token(
                token.id(),
                token.kind(),
                token.identity(),
                token.name(),
                token.grants(),
                token.createdAt(),
                expiresAt);
        tokens.put(token.id(), new Kept(next, nextHash, hash));
        return Optional.of(new Rotation(next, false));
      }
      if (hash.equals(kept.former())) {
        return Optional.of(new Rotation(token, true));
      }
    }
    return Optional.empty();
  }

  @Override
  public synchronized int countFailure(String key, Instant since, Instant now) {
    failures.removeIf(failure -> failure.at().isBefore(since));
    failures.add(new Failure(key, now));
    return failures(key, since);
  }

  @Override
  public synchronized int failures(String key, Instant since) {
    return (int)
        failures.stream()
            .filter(failure -> failure.key().equals(key) && !failure.at().isBefore(since))
            .count();
  }

  @Override
  public synchronized void forgetFailures(String key) {
    failures.removeIf(failure -> failure.key().equals(key));
  }

  @Override
  public synchronized void clean(Instant now) {
    tokens.values().removeIf(kept -> !kept.token().isLive(now));
  }
}
