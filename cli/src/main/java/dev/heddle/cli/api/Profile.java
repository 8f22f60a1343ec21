package dev.heddle.cli.api;

import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server and who one is there.
 *
 * @param server its address
 * @param caFile certificates in PEM to trust besides those of the system
 * @param login who logged in, or empty
 * @param token for the {@code Authorization} header
 * @param refresh gets the next pair of tokens, once
 */
public record Profile(
    String server,
    @Nullable String caFile,
    String login,
    @Nullable String token,
    @Nullable String refresh) {

  private static final Pattern NAME = Pattern.compile("[\\w][\\w.-]{0,63}");

  /** Whether a profile can have this name. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches() && !text.equals(Profiles.LOCAL);
  }

  public Profile withTokens(@Nullable String newToken, @Nullable String newRefresh) {
    return new Profile(server, caFile, login, newToken, newRefresh);
  }

  /** The same server without who one is there. */
  public Profile loggedOut() {
    return new Profile(server, caFile, "", null, null);
  }

  static Profile of(MapValue stored) {
    String server = text(stored, "server");
    String login = text(stored, "login");
    return new Profile(
        server == null ? "" : server,
        text(stored, "ca_file"),
        login == null ? "" : login,
        text(stored, "token"),
        text(stored, "refresh_token"));
  }

  MapValue toValue() {
    MapValue.Builder stored = MapValue.builder().put("server", server).put("login", login);
    if (caFile != null) {
      stored.put("ca_file", caFile);
    }
    if (token != null) {
      stored.put("token", token);
    }
    if (refresh != null) {
      stored.put("refresh_token", refresh);
    }
    return stored.build();
  }

  private static @Nullable String text(MapValue from, String name) {
    return from.get(name) instanceof TextValue(String text) ? text : null;
  }

  /** Without the tokens: it may be logged. */
  @Override
  public String toString() {
    return "Profile[" + server + " as " + login + "]";
  }
}
