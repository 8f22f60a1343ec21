package dev.heddle.platform.access;

import dev.heddle.model.PermissionSets;
import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who there is, and with which roles (S1-166, S1-167). Nobody gives others more than they have
 * themselves, or changes somebody who may more.
 */
public final class Identities {

  private static final int SHORTEST_PASSWORD = 12;
  private static final int LONGEST_PASSWORD = 512;

  private final IdentityStore store;
  private final TokenStore tokens;
  private final Roles roles;
  private final InstantSource clock;

  public Identities(IdentityStore store, TokenStore tokens, InstantSource clock) {
    this.store = store;
    this.tokens = tokens;
    this.roles = new Roles(store);
    this.clock = clock;
  }

  /**
   * What an identity shall be; absent parts stay as they are.
   *
   * @param password a new one, in plain
   */
  public record Wish(
      @Nullable String displayName,
      @Nullable Boolean disabled,
      @Nullable Set<String> roles,
      @Nullable Set<String> groups,
      @Nullable String password) {}

  /** By login. */
  public List<Identity> list() {
    return store.identities();
  }

  /** By id or login. */
  public Answer<Identity> find(String idOrLogin) {
    return store
        .identity(idOrLogin)
        .<Answer<Identity>>map(Answer::done)
        .orElseGet(() ->
            Answer.refused(Refusal.notFound("unknown_identity", "There is no such identity")));
  }

  /** Makes an identity: 400 if it is wrong, 403 beyond the actor's rights, 409 if it exists. */
  public Answer<Identity> create(Principal actor, Identity.Kind kind, String login, Wish wish) {
    if (!Identity.isLogin(login)) {
      return invalid("login", "is 1 to 128 letters, digits and _ . @ + -, with no sign in front");
    }
    Instant now = clock.instant();
    Identity made =
        new Identity(
            TokenSecret.id(), kind, login, login, false, Set.of(), Set.of(), null, now, now);
    return checked(actor, made, wish)
        .then(wanted -> {
          if (!store.add(wanted)) {
            return Answer.refused(
                Refusal.conflict("login_taken", "There is an identity `" + login + "` already"));
          }
          if (wish.password() != null) {
            store.setPassword(wanted.id(), PasswordHash.of(wish.password()));
          }
          return Answer.done(wanted);
        });
  }

  /** Changes an identity. Its sessions end if it is disabled or gets other roles or a password. */
  public Answer<Identity> change(Principal actor, String idOrLogin, Wish wish) {
    return find(idOrLogin)
        .then(former -> mayTouch(actor, former))
        .then(former ->
            checked(actor, former, wish)
                .then(wanted -> {
                  if (!store.replace(wanted)) {
                    return find(idOrLogin);
                  }
                  if (wish.password() != null) {
                    store.setPassword(wanted.id(), PasswordHash.of(wish.password()));
                  }
                  if (wish.password() != null
                      || wanted.disabled()
                      || !wanted.roles().equals(former.roles())) {
                    tokens.revokeAll(wanted.id(), EnumSet.of(Token.Kind.SESSION));
                  }
                  return Answer.done(wanted);
                }));
  }

  /** Removes an identity with its tokens; what it did stays under its login. */
  public Answer<Identity> delete(Principal actor, String idOrLogin) {
    return find(idOrLogin)
        .then(former -> mayTouch(actor, former))
        .map(former -> {
          store.delete(former.id());
          return former;
        });
  }

  private Answer<Identity> mayTouch(Principal actor, Identity identity) {
    if (actor.rights().include(roles.rights(identity.roles()).grants())) {
      return Answer.done(identity);
    }
    return Answer.refused(
        Refusal.forbidden("not_delegable", "This identity may do more than you may"));
  }

  private Answer<Identity> checked(Principal actor, Identity former, Wish wish) {
    List<FieldError> errors = new ArrayList<>();
    String password = wish.password();
    if (password != null && former.kind() == Identity.Kind.SERVICE) {
      errors.add(new FieldError("password", "a service has tokens, not a password"));
    } else if (password != null
        && (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD)) {
      errors.add(
          new FieldError(
              "password", "has " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters"));
    }
    Set<String> wanted = wish.roles() == null ? former.roles() : wish.roles();
    for (String role : wanted) {
      if (wish.roles() != null && roles.find(role).isEmpty()) {
        errors.add(new FieldError("roles", "there is no permission set `" + role + "`"));
      }
    }
    if (!errors.isEmpty()) {
      return Answer.refused(Refusal.invalid("invalid_identity", "The identity has errors", errors));
    }
    if (wish.roles() != null && !actor.rights().include(roles.rights(wanted).grants())) {
      return Answer.refused(
          Refusal.forbidden("not_delegable", "You cannot give what you may not do yourself"));
    }
    return Answer.done(
        new Identity(
            former.id(),
            former.kind(),
            former.login(),
            wish.displayName() == null ? former.displayName() : wish.displayName(),
            wish.disabled() == null ? former.disabled() : wish.disabled(),
            wanted,
            wish.groups() == null ? former.groups() : wish.groups(),
            former.external(),
            former.createdAt(),
            clock.instant()));
  }

  private static <T> Answer<T> invalid(String path, String message) {
    return Answer.refused(
        Refusal.invalid(
            "invalid_identity", "The identity has errors", List.of(new FieldError(path, message))));
  }

  /** What an identity may do now. */
  public Rights rights(Identity identity) {
    return identity.disabled() ? Rights.NONE : roles.rights(identity.roles());
  }

  /** The identity with this login or id, or of this name at its provider, as who acts. */
  public Optional<Principal> acting(String name) {
    return store
        .identity(name)
        .or(() -> store.ofProvider(name))
        .filter(identity -> !identity.disabled())
        .map(identity ->
            new Principal(
                Principal.Kind.of(identity.kind().label()),
                identity.login(),
                identity.names(),
                rights(identity),
                null));
  }

  /** What the person or service with this login may do now; nothing if there is none. */
  public Rights rightsOf(String login) {
    return store.identity(login).map(this::rights).orElse(Rights.NONE);
  }

  /** Whether there is anybody at all. */
  public boolean isEmpty() {
    return store.identities().isEmpty();
  }

  /** All permission sets, those built in first. */
  public List<PermissionSet> sets() {
    return roles.all();
  }

  public Optional<PermissionSet> set(String ref) {
    return roles.find(ref);
  }

  /**
   * Lets pass who may give permission sets to somebody else: 400 unknown, 403 beyond own rights.
   */
  public Answer<List<String>> give(Principal actor, List<String> sets) {
    List<FieldError> unknown =
        sets.stream()
            .filter(set -> !isStandard(set) && roles.find(set).isEmpty())
            .map(set ->
                new FieldError("permission_set_refs", "there is no permission set `" + set + "`"))
            .toList();
    if (!unknown.isEmpty()) {
      return Answer.refused(
          Refusal.invalid("unknown_permission_set", unknown.getFirst().message(), unknown));
    }
    return undelegable(actor.rights(), sets).isEmpty()
        ? Answer.done(sets)
        : Answer.refused(
            Refusal.forbidden("not_delegable", "You cannot give what you may not do yourself"));
  }

  /** Those of the permission sets that do not exist, or permit more than somebody may do. */
  public List<String> undelegable(Rights rights, List<String> sets) {
    return sets.stream()
        .filter(set ->
            !isStandard(set)
                && roles.find(set).filter(found -> rights.include(found.grants())).isEmpty())
        .toList();
  }

  /** What a task may do with what is its own; anybody's to give. */
  private static boolean isStandard(String set) {
    return set.equals(PermissionSets.STANDARD);
  }

  /** Makes a permission set: 403 beyond the actor's rights, 409 if there is one. */
  public Answer<PermissionSet> createSet(Principal actor, PermissionSet set) {
    if (!Identity.isLogin(set.ref())) {
      return invalid("ref", "is letters, digits and _ . -");
    }
    return delegable(actor, set.grants())
        .then(_ ->
            BuiltInSets.find(set.ref()).isEmpty() && store.add(set)
                ? Answer.done(set)
                : Answer.refused(
                    Refusal.conflict(
                        "ref_taken", "There is a permission set `" + set.ref() + "` already")));
  }

  /** Changes a permission set; it holds at once for all who have it. */
  public Answer<PermissionSet> replaceSet(Principal actor, PermissionSet set) {
    return own(set.ref())
        .then(former -> delegable(actor, former.grants()))
        .then(_ -> delegable(actor, set.grants()))
        .then(_ -> store.replace(set) ? Answer.done(set) : own(set.ref()));
  }

  /** Removes a permission set, also from those who have it. */
  public Answer<PermissionSet> deleteSet(Principal actor, String ref) {
    return own(ref)
        .then(former ->
            delegable(actor, former.grants())
                .map(_ -> {
                  store.deleteSet(ref);
                  return former;
                }));
  }

  private Answer<PermissionSet> own(String ref) {
    if (BuiltInSets.find(ref).isPresent()) {
      return Answer.refused(
          Refusal.conflict("built_in", "The permission set `" + ref + "` is built in"));
    }
    return roles
        .find(ref)
        .<Answer<PermissionSet>>map(Answer::done)
        .orElseGet(() ->
            Answer.refused(
                Refusal.notFound("unknown_permission_set", "There is no such permission set")));
  }

  private static Answer<List<Grant>> delegable(Principal actor, List<Grant> grants) {
    return actor.rights().include(grants)
        ? Answer.done(grants)
        : Answer.refused(
            Refusal.forbidden("not_delegable", "You cannot give what you may not do yourself"));
  }
}
