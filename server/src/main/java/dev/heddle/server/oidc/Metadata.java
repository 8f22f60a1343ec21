package dev.heddle.server.oidc;

import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a provider says about itself (OpenID Connect Discovery). */
record Metadata(
    URI authorization,
    URI token,
    URI keys,
    Optional<URI> userInfo,
    Set<String> signatures,
    Set<String> clientProofs) {

  /**
   * Reads the document.
   *
   * @throws OidcException if it is that of another issuer, or lacks something
   */
  static Metadata of(URI issuer, MapValue document) throws OidcException {
    String named = text(document, "issuer");
    if (!named.equals(issuer.toString()) && !named.equals(issuer + "/")) {
      throw new OidcException("the provider calls itself " + named + ", not " + issuer);
    }
    return new Metadata(
        endpoint(document, "authorization_endpoint"),
        endpoint(document, "token_endpoint"),
        endpoint(document, "jwks_uri"),
        text(document, "userinfo_endpoint").isEmpty()
            ? Optional.empty()
            : Optional.of(endpoint(document, "userinfo_endpoint")),
        texts(document, "id_token_signing_alg_values_supported"),
        texts(document, "token_endpoint_auth_methods_supported"));
  }

  private static URI endpoint(MapValue document, String name) throws OidcException {
    String text = text(document, name);
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).startsWith("http")) {
        return uri;
      }
    } catch (IllegalArgumentException noAddress) {
      throw new OidcException("the provider's " + name + " is no address", noAddress);
    }
    throw new OidcException("the provider has no " + name);
  }

  static String text(MapValue document, String name) {
    return document.get(name) instanceof TextValue(String text) ? text : "";
  }

  /** A list of texts; one alone counts as a list. */
  static Set<String> texts(MapValue document, String name) {
    return switch (document.getOr(name, Value.nothing())) {
      case ListValue(List<Value> items) ->
          items.stream()
              .filter(TextValue.class::isInstance)
              .map(item -> ((TextValue) item).text())
              .collect(Collectors.toUnmodifiableSet());
      case TextValue(String text) -> Set.of(text);
      default -> Set.of();
    };
  }
}
