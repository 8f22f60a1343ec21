package dev.heddle.platform.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.heddle.platform.keys.ServerKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;

/**
 * Access tokens as JWT (S1-166): short-lived, and good for nothing once their session has ended.
 * The algorithm is fixed; what a token says about it is not asked.
 */
final class AccessTokens {

  static final Duration LIFE = Duration.ofMinutes(15);

  private static final String ISSUER = "heddle";
  private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
  private static final int LONGEST = 2000;

  private final MACSigner signer;
  private final MACVerifier verifier;
  private final InstantSource clock;

  AccessTokens(ServerKey key, InstantSource clock) {
    this.clock = clock;
    try {
      this.signer = new MACSigner(key.signingKey());
      this.verifier = new MACVerifier(key.signingKey());
    } catch (JOSEException e) {
      throw new IllegalStateException("the signing key cannot be used", e);
    }
  }

  /** A token for a session. */
  String issue(String identity, String session) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(identity)
            .claim("sid", session)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .build();
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build(), claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("an access token could not be signed", e);
    }
    return token.serialize();
  }

  /** The session of a token; empty if it is none of ours or has expired. */
  Optional<String> session(String token) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      SignedJWT parsed = SignedJWT.parse(token);
      JWSHeader header = parsed.getHeader();
      if (!JWSAlgorithm.HS256.equals(header.getAlgorithm())
          || !TYPE.equals(header.getType())
          || !parsed.verify(verifier)) {
        return Optional.empty();
      }
      JWTClaimsSet claims = parsed.getJWTClaimsSet();
      Date expires = claims.getExpirationTime();
      boolean live = expires != null && clock.instant().isBefore(expires.toInstant());
      return live && ISSUER.equals(claims.getIssuer())
          ? Optional.ofNullable(claims.getStringClaim("sid"))
          : Optional.empty();
    } catch (ParseException | JOSEException | RuntimeException notOurs) {
      return Optional.empty();
    }
  }
}
