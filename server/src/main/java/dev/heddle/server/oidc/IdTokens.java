package dev.heddle.server.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks ID tokens: signed by the provider with an asymmetric key, by it, for us, for this login,
 * and not expired (OpenID Connect Core 3.1.3.7).
 */
final class IdTokens {

  /** A symmetric signature would need the client's secret, and {@code none} nothing at all. */
  private static final Set<JWSAlgorithm> ASYMMETRIC =
      JWSAlgorithm.Family.SIGNATURE.stream().collect(Collectors.toUnmodifiableSet());

  private static final Set<String> REQUIRED = Set.of("sub", "iat", "exp");
  private static final int LONGEST = 64 << 10;

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final String clientId;

  /**
   * Checks for one provider and client.
   *
   * @param offered the algorithms the provider says it uses; RS256 if it says nothing
   */
  IdTokens(String issuer, String clientId, Set<String> offered, JWKSource<SecurityContext> keys) {
    this.clientId = clientId;
    Set<JWSAlgorithm> algorithms =
        ASYMMETRIC.stream()
            .filter(each -> offered.contains(each.getName()))
            .collect(Collectors.toUnmodifiableSet());
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            algorithms.isEmpty() ? Set.of(JWSAlgorithm.RS256) : algorithms, keys));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            clientId, new JWTClaimsSet.Builder().issuer(issuer).build(), REQUIRED));
  }

  /**
   * The claims of a token.
   *
   * @throws OidcException if it proves nothing
   */
  MapValue verified(String token, String nonce) throws OidcException {
    if (token.isEmpty() || token.length() > LONGEST) {
      throw new OidcException("the provider gave no ID token");
    }
    try {
      JWTClaimsSet claims = processor.process(token, null);
      String given = claims.getStringClaim("nonce");
      if (given == null || !same(given, nonce)) {
        throw new OidcException("the ID token was made for another login");
      }
      String party = claims.getStringClaim("azp");
      if (party != null && !party.equals(clientId)) {
        throw new OidcException("the ID token was made for another client");
      }
      return (MapValue) Json.read(claims.toString());
    } catch (ParseException | BadJOSEException | JOSEException wrong) {
      throw new OidcException("the ID token proves nothing", wrong);
    }
  }

  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
