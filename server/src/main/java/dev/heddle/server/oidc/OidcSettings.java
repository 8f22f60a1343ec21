package dev.heddle.server.oidc;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which OpenID provider people log in at, and what its groups may do here.
 *
 * @param issuer what the provider calls itself; its metadata stand below
 * @param secret of the client; empty for a public one
 * @param publicUrl where browsers reach this server
 * @param name what the button says
 * @param loginClaim what becomes the login
 * @param groupsClaim the groups of a person
 * @param roles permission sets by group
 * @param defaultRoles permission sets of everybody the provider knows
 */
public record OidcSettings(
    URI issuer,
    String clientId,
    Optional<String> secret,
    URI publicUrl,
    String name,
    String scopes,
    String loginClaim,
    String groupsClaim,
    Map<String, String> roles,
    Set<String> defaultRoles) {

  private static final String PREFIX = "HEDDLE_OIDC_";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  public OidcSettings {
    roles = Map.copyOf(roles);
    defaultRoles = Set.copyOf(defaultRoles);
    requireSecure(issuer, PREFIX + "ISSUER");
    requireSecure(publicUrl, "HEDDLE_PUBLIC_URL");
  }

  /**
   * What the environment says; empty if it names no issuer.
   *
   * @throws IllegalArgumentException if it says too little
   */
  public static Optional<OidcSettings> of(Map<String, String> environment) {
    Optional<String> issuer = text(environment, "ISSUER");
    if (issuer.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new OidcSettings(
            uri(issuer.get(), PREFIX + "ISSUER"),
            text(environment, "CLIENT_ID").orElseThrow(() -> missing(PREFIX + "CLIENT_ID")),
            secret(environment),
            uri(
                Optional.ofNullable(environment.get("HEDDLE_PUBLIC_URL"))
                    .orElseThrow(() -> missing("HEDDLE_PUBLIC_URL")),
                "HEDDLE_PUBLIC_URL"),
            text(environment, "NAME").orElse("single sign-on"),
            text(environment, "SCOPES").orElse("openid profile email"),
            text(environment, "LOGIN_CLAIM").orElse("preferred_username"),
            text(environment, "GROUPS_CLAIM").orElse("groups"),
            roles(text(environment, "ROLES").orElse("")),
            words(text(environment, "DEFAULT_ROLES").orElse(""))));
  }

  private static Optional<String> secret(Map<String, String> environment) {
    Optional<String> file = text(environment, "CLIENT_SECRET_FILE");
    if (file.isEmpty()) {
      return text(environment, "CLIENT_SECRET");
    }
    try {
      return Optional.of(Files.readString(Path.of(file.get())).strip());
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "The file in " + PREFIX + "CLIENT_SECRET_FILE cannot be read: " + file.get(), unreadable);
    }
  }

  private static Optional<String> text(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(PREFIX + name)).filter(value -> !value.isBlank());
  }

  private static URI uri(String written, String variable) {
    try {
      URI uri = URI.create(written.endsWith("/") ? written.replaceFirst("/+$", "") : written);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException noAddress) {
      // Said below.
    }
    throw new IllegalArgumentException(variable + " is no address: " + written);
  }

  private static void requireSecure(URI uri, String variable) {
    boolean plain = "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost());
    if (!"https".equals(uri.getScheme()) && !plain) {
      throw new IllegalArgumentException(variable + " must be an https address: " + uri);
    }
  }

  /** {@code group=role} with commas between them. */
  private static Map<String, String> roles(String written) {
    Map<String, String> roles = new LinkedHashMap<>();
    for (String pair : words(written)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            PREFIX + "ROLES is GROUP=ROLE,GROUP=ROLE, not: " + written);
      }
      roles.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return roles;
  }

  private static Set<String> words(String written) {
    return Arrays.stream(written.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static IllegalArgumentException missing(String variable) {
    return new IllegalArgumentException(PREFIX + "ISSUER is set, but " + variable + " is not.");
  }

  /** The permission sets of somebody in these groups. */
  Set<String> rolesOf(Set<String> groups) {
    Set<String> given = new TreeSet<>(defaultRoles);
    groups.stream().filter(roles::containsKey).map(roles::get).forEach(given::add);
    return given;
  }

  URI callback() {
    return URI.create(publicUrl + "/api/v1/auth/oidc/callback");
  }

  /** Without the secret: it may be logged. */
  @Override
  public String toString() {
    return "OidcSettings[" + issuer + "]";
  }
}
