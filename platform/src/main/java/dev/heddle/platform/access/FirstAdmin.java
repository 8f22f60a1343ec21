package dev.heddle.platform.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Lets the first person in, and the person at the machine back in. */
public final class FirstAdmin {

  public static final String LOGIN = "admin";

  private final IdentityStore identities;
  private final TokenStore tokens;
  private final Tokens making;
  private final InstantSource clock;

  public FirstAdmin(IdentityStore identities, TokenStore tokens, InstantSource clock) {
    this.identities = identities;
    this.tokens = tokens;
    this.making = new Tokens(tokens, identities, clock);
    this.clock = clock;
  }

  /** Makes the administrator and a token if there is nobody yet; of two servers one does. */
  public Optional<String> createIfNobody() {
    if (!identities.identities().isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Identity admin = admin(now);
    Token token =
        new Token(
            TokenSecret.id(), Token.Kind.INTEGRATION, admin.id(), "first start", null, now, null);
    String secret = TokenSecret.make();
    return identities.addFirst(admin, token, TokenSecret.hash(secret))
        ? Optional.of(secret)
        : Optional.empty();
  }

  private static Identity admin(Instant now) {
    return new Identity(
        TokenSecret.id(),
        Identity.Kind.USER,
        LOGIN,
        "Administrator",
        false,
        Set.of(BuiltInSets.ADMIN.ref()),
        Set.of(),
        null,
        now,
        now);
  }

  /** Ends all tokens and sessions of the administrator and makes a new token. */
  public String reset() {
    Optional<Identity> known = identities.identity(LOGIN);
    if (known.isEmpty()) {
      identities.add(admin(clock.instant()));
    }
    Identity former = identities.identity(LOGIN).orElseThrow();
    Identity admin =
        new Identity(
            former.id(),
            former.kind(),
            LOGIN,
            former.displayName(),
            false,
            Set.of(BuiltInSets.ADMIN.ref()),
            former.groups(),
            former.external(),
            former.createdAt(),
            clock.instant());
    identities.replace(admin);
    tokens.revokeAll(admin.id(), EnumSet.of(Token.Kind.SESSION, Token.Kind.INTEGRATION));
    return making.make(Token.Kind.INTEGRATION, admin.id(), "reset", null, null).secret();
  }
}
