package dev.heddle.server.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("S1-166: what proves who somebody is, and what does not")
final class IdTokensTest {

  private static final String ISSUER = "https://id.example.org";
  private static final ECKey KEY = key();
  private static final IdTokens TOKENS =
      new IdTokens(
          ISSUER,
          "heddle",
          Set.of("ES256", "HS256", "none"),
          new ImmutableJWKSet<>(new JWKSet(KEY.toPublicJWK())));

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("k").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWTClaimsSet.Builder claims() {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .subject("s")
        .audience("heddle")
        .claim("nonce", "n")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(60)));
  }

  private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer)
      throws JOSEException {
    SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID("k").build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  @Test
  void aTokenOfTheProviderForThisLoginIsBelieved() throws Exception {
    String token = signed(claims().build(), JWSAlgorithm.ES256, new ECDSASigner(KEY));
    assertThat(TOKENS.verified(token, "n").get("sub")).hasToString("\"s\"");
  }

  static Stream<Named<Consumer<JWTClaimsSet.Builder>>> wrongClaims() {
    return Stream.of(
        Named.of("another issuer", claims -> claims.issuer("https://evil.example.org")),
        Named.of("another client", claims -> claims.audience("other")),
        Named.of("another party", claims -> claims.claim("azp", "other")),
        Named.of("another login", claims -> claims.claim("nonce", "m")),
        Named.of("no login", claims -> claims.claim("nonce", null)),
        Named.of("nobody", claims -> claims.subject(null)),
        Named.of("no end", claims -> claims.expirationTime(null)),
        Named.of("over", claims -> claims.expirationTime(Date.from(Instant.EPOCH))));
  }

  @ParameterizedTest
  @MethodSource("wrongClaims")
  void aTokenAboutSomethingElseIsNot(Consumer<JWTClaimsSet.Builder> change) throws Exception {
    JWTClaimsSet.Builder claims = claims();
    change.accept(claims);
    String token = signed(claims.build(), JWSAlgorithm.ES256, new ECDSASigner(KEY));
    assertThatThrownBy(() -> TOKENS.verified(token, "n")).isInstanceOf(OidcException.class);
  }

  @Test
  @DisplayName("another key, a symmetric key, no key: none of them counts, whatever is offered")
  void aTokenOfSomebodyElseIsNot() throws Exception {
    String foreign = signed(claims().build(), JWSAlgorithm.ES256, new ECDSASigner(key()));
    String symmetric =
        signed(
            claims().build(),
            JWSAlgorithm.HS256,
            new MACSigner(
                KEY.toPublicJWK()
                    .toJSONString()
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    String unsigned = new PlainJWT(claims().build()).serialize();
    for (String token : new String[] {foreign, symmetric, unsigned, "", "a.b.c"}) {
      assertThatThrownBy(() -> TOKENS.verified(token, "n")).isInstanceOf(OidcException.class);
    }
  }
}
