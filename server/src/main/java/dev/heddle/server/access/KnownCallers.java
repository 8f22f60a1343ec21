package dev.heddle.server.access;

import dev.heddle.platform.access.Access;
import dev.heddle.platform.access.Principal;
import dev.heddle.server.http.Callers;
import dev.heddle.server.http.Incoming;
import dev.heddle.server.http.ProblemCode;
import dev.heddle.server.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Callers by token or by browser session. A request with an {@code Authorization} header is judged
 * by that alone. What a browser session changes needs its guard in {@code X-Heddle-Guard}, which no
 * other site can know or send (security row 18).
 */
public final class KnownCallers implements Callers {

  private static final String BEARER = "Bearer ";

  private final Access access;
  private final SessionCookie cookie;

  public KnownCallers(Access access, SessionCookie cookie) {
    this.access = access;
    this.cookie = cookie;
  }

  @Override
  public Principal of(Incoming request) {
    Optional<String> authorization = request.header("Authorization");
    if (authorization.isPresent()) {
      String text = authorization.get();
      return text.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? access.recognition().bearer(text.substring(BEARER.length()).strip())
          : Principal.anonymous();
    }
    return request
        .header("Cookie")
        .flatMap(cookie::read)
        .map(secret -> browser(secret, request))
        .orElse(Principal.anonymous());
  }

  private Principal browser(String secret, Incoming request) {
    Principal caller = access.recognition().cookie(secret);
    Principal.Credential session = caller.credential();
    if (session == null || !request.method().changesState()) {
      return caller;
    }
    String guard = access.sessions().guardOf(session.id());
    String sent = request.header("X-Heddle-Guard").orElse("");
    if (!MessageDigest.isEqual(
        guard.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8))) {
      throw new ProblemException(
          ProblemCode.CROSS_SITE, "A browser session needs its guard in X-Heddle-Guard.");
    }
    return caller;
  }
}
