package dev.heddle.server.oidc;

import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.util.Resource;
import dev.heddle.platform.access.ExternalLogins;
import dev.heddle.platform.access.ExternalLogins.Pending;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One OpenID provider: where to send people, and what comes back with them. */
final class OidcProvider {

  private static final long LIFE = Duration.ofHours(1).toNanos();

  private final OidcSettings settings;
  private final ProviderClient client = new ProviderClient();
  private @Nullable Known known;

  OidcProvider(OidcSettings settings) {
    this.settings = settings;
  }

  /** What is remembered of it for a while. */
  private record Known(Metadata metadata, IdTokens tokens, long since) {}

  /** Asked for when somebody wants to log in: a provider that is away stops no server. */
  private synchronized Known known() throws OidcException {
    Known remembered = known;
    if (remembered != null && System.nanoTime() - remembered.since < LIFE) {
      return remembered;
    }
    MapValue document =
        client.get(URI.create(settings.issuer() + "/.well-known/openid-configuration"), "");
    Metadata metadata = Metadata.of(settings.issuer(), document);
    try {
      IdTokens tokens =
          new IdTokens(
              Metadata.text(document, "issuer"),
              settings.clientId(),
              metadata.signatures(),
              JWKSourceBuilder.create(metadata.keys().toURL(), this::keys).build());
      Known fresh = new Known(metadata, tokens, System.nanoTime());
      known = fresh;
      return fresh;
    } catch (MalformedURLException noAddress) {
      throw new OidcException("the provider's keys have no address", noAddress);
    }
  }

  private Resource keys(URL address) throws IOException {
    try {
      return new Resource(Json.write(client.get(address.toURI(), "")), "application/json");
    } catch (OidcException | URISyntaxException away) {
      throw new IOException("the provider's keys cannot be read", away);
    }
  }

  /** Where a person logs in. */
  URI authorization(Pending pending) throws OidcException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", settings.clientId());
    query.put("redirect_uri", settings.callback().toString());
    query.put("scope", settings.scopes());
    query.put("state", pending.state());
    query.put("nonce", pending.nonce());
    query.put("code_challenge", ExternalLogins.challenge(pending.verifier()));
    query.put("code_challenge_method", "S256");
    String endpoint = known().metadata.authorization().toString();
    return URI.create(
        endpoint + (endpoint.contains("?") ? "&" : "?") + ProviderClient.encoded(query));
  }

  /**
   * What the provider says about whoever brought a code.
   *
   * @throws OidcException if the code proves nothing
   */
  MapValue redeem(String code, Pending pending) throws OidcException {
    Known now = known();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", settings.callback().toString());
    form.put("code_verifier", pending.verifier());
    MapValue answer = client.post(now.metadata.token(), form, proof(now.metadata, form));
    MapValue claims = now.tokens.verified(Metadata.text(answer, "id_token"), pending.nonce());
    boolean complete = claims.has(settings.loginClaim()) && claims.has(settings.groupsClaim());
    if (complete || now.metadata.userInfo().isEmpty()) {
      return claims;
    }
    MapValue more =
        client.get(now.metadata.userInfo().get(), Metadata.text(answer, "access_token"));
    if (!Metadata.text(more, "sub").equals(Metadata.text(claims, "sub"))) {
      throw new OidcException("the provider speaks of somebody else");
    }
    // What is signed wins over what is not.
    return more.withAll(claims);
  }

  /** How the client proves itself: in a header, or in the form if the provider takes only that. */
  private String proof(Metadata metadata, Map<String, String> form) {
    String secret = settings.secret().orElse("");
    boolean inForm =
        secret.isEmpty()
            || (metadata.clientProofs().contains("client_secret_post")
                && !metadata.clientProofs().contains("client_secret_basic"));
    if (!inForm) {
      String pair =
          ProviderClient.encoded(settings.clientId()) + ":" + ProviderClient.encoded(secret);
      return "Basic "
          + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }
    form.put("client_id", settings.clientId());
    if (!secret.isEmpty()) {
      form.put("client_secret", secret);
    }
    return "";
  }
}
