package dev.heddle.platform.access;

import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.values.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Logins by an identity provider (S1-166). The provider decides at every login which groups and
 * roles somebody has; nobody gets the identity of another by being called the same.
 */
public final class ExternalLogins {

  /** How long somebody may take at the provider. */
  public static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final String PLACE = "login at a provider";
  private static final Duration HANDOVER = Duration.ofMinutes(1);
  private static final String HANDOVER_PLACE = "session for a command";

  private final IdentityStore store;
  private final TokenStore tokens;
  private final Sessions sessions;
  private final Roles roles;
  private final ServerKey key;
  private final InstantSource clock;

  ExternalLogins(
      IdentityStore store,
      TokenStore tokens,
      Sessions sessions,
      ServerKey key,
      InstantSource clock) {
    this.store = store;
    this.tokens = tokens;
    this.sessions = sessions;
    this.roles = new Roles(store);
    this.key = key;
    this.clock = clock;
  }

  /**
   * A login that has begun, as only the browser that began it knows it.
   *
   * @param state comes back with the answer, so that it is an answer to this
   * @param nonce stands in the proof, so that it was made for this
   * @param verifier redeems the answer (PKCE)
   * @param command that waits for the session on the machine of the browser; empty if the browser
   *     itself gets it
   */
  public record Pending(String state, String nonce, String verifier, Optional<Command> command) {
    @Override
    public String toString() {
      return "Pending";
    }
  }

  /**
   * A command that listens on the machine of the browser.
   *
   * @param challenge hash of what only the command knows
   */
  public record Command(int port, String challenge) {}

  public Pending begin(Optional<Command> command) {
    return new Pending(TokenSecret.make(), TokenSecret.make(), TokenSecret.make(), command);
  }

  /** What the browser keeps meanwhile, and cannot read. */
  public String seal(Pending pending) {
    long until = clock.instant().plus(PATIENCE).getEpochSecond();
    return key.seal(
        String.join(
            " ",
            pending.state(),
            pending.nonce(),
            pending.verifier(),
            Long.toString(until),
            pending.command().map(each -> each.port() + " " + each.challenge()).orElse("0 -")),
        PLACE);
  }

  /** What {@link #seal} sealed; empty if it was not this server, or too long ago. */
  public Optional<Pending> open(String sealed) {
    return key.open(sealed, PLACE)
        .map(text -> text.split(" ", -1))
        .filter(parts ->
            parts.length == 6
                && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[3]))))
        .map(parts ->
            new Pending(
                parts[0],
                parts[1],
                parts[2],
                parts[4].equals("0")
                    ? Optional.empty()
                    : Optional.of(new Command(Integer.parseInt(parts[4]), parts[5]))));
  }

  /**
   * Begins a session of whom the provider vouches for: 403 without any role or if disabled, 409 if
   * the login belongs to somebody else.
   */
  public Answer<Sessions.Begun> login(ExternalPerson person) {
    Set<String> wanted = new TreeSet<>(person.roles());
    wanted.removeIf(role -> roles.find(role).isEmpty());
    if (wanted.isEmpty()) {
      return Answer.refused(
          Refusal.forbidden("no_role", "Nobody has given you a role here; ask an administrator"));
    }
    Optional<Identity> known = store.ofProvider(person.external());
    if (known.isEmpty()) {
      return add(person, wanted).map(sessions::begin);
    }
    if (known.get().disabled()) {
      return Answer.refused(Refusal.forbidden("disabled", "This identity is disabled"));
    }
    Identity now = changed(known.get(), person, wanted);
    if (!now.equals(known.get())) {
      store.replace(now);
    }
    if (!now.roles().equals(known.get().roles())) {
      tokens.revokeAll(now.id(), EnumSet.of(Token.Kind.SESSION));
    }
    return Answer.done(sessions.begin(now));
  }

  /** What a browser carries to the command that waits: good for a minute, once. */
  public String handOver(Sessions.Begun begun, Command command) {
    long until = clock.instant().plus(HANDOVER).getEpochSecond();
    return key.seal(begun.secret() + " " + command.challenge() + " " + until, HANDOVER_PLACE);
  }

  /** Goes on with a session that was handed over: 401 if it was not, or not to who asks. */
  public Answer<Sessions.Begun> takeOver(String code, String verifier) {
    return key.open(code, HANDOVER_PLACE)
        .map(text -> text.split(" ", -1))
        .filter(parts ->
            parts.length == 3
                && parts[1].equals(challenge(verifier))
                && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[2]))))
        .map(parts -> sessions.refresh(parts[0]))
        .orElseGet(() ->
            Answer.refused(
                Refusal.of(
                    Refusal.Kind.UNAUTHENTICATED,
                    "login_failed",
                    "This login was not handed over to you, or too long ago")));
  }

  /** The hash by which something secret is known before it is shown (PKCE). */
  public static String challenge(String verifier) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(verifier));
  }

  private Answer<Identity> add(ExternalPerson person, Set<String> wanted) {
    if (!Identity.isLogin(person.login())) {
      return Answer.refused(
          Refusal.of(
              Refusal.Kind.INVALID,
              "invalid_identity",
              "What the provider calls you cannot be a login here"));
    }
    Instant now = clock.instant();
    Identity made =
        new Identity(
            TokenSecret.id(),
            Identity.Kind.USER,
            person.login(),
            person.displayName(),
            false,
            wanted,
            person.groups(),
            person.external(),
            now,
            now);
    // Whoever has this login here may not be who has it there.
    return store.add(made)
        ? Answer.done(made)
        : Answer.refused(
            Refusal.conflict(
                "login_taken",
                "There is somebody else with the login `" + person.login() + "` here"));
  }

  private Identity changed(Identity known, ExternalPerson person, Set<String> wanted) {
    Identity now =
        new Identity(
            known.id(),
            known.kind(),
            known.login(),
            person.displayName(),
            false,
            wanted,
            person.groups(),
            known.external(),
            known.createdAt(),
            known.updatedAt());
    return now.equals(known)
        ? known
        : new Identity(
            now.id(),
            now.kind(),
            now.login(),
            now.displayName(),
            false,
            now.roles(),
            now.groups(),
            now.external(),
            now.createdAt(),
            clock.instant());
  }
}
