package dev.heddle.postgres;

import dev.heddle.postgres.DatabaseAddress.Server;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text form of a {@link DatabaseAddress}: libpq's and the one of JDBC. */
final class DatabaseUrl {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?://(?:(?<login>[^/?]*)@)?(?<servers>[^/?@]*)"
              + "(?:/(?<database>[^?]*))?(?:\\?(?<parameters>.*))?");
  private static final Pattern SERVER =
      Pattern.compile("(?<host>\\[[0-9A-Fa-f:.%]+]|[^:\\[\\]]*)(?::(?<port>\\d{1,5}))?");
  private static final int MAX_PORT = 65_535;

  /** By lower-case name: the driver's own spelling. What names classes to load is not accepted. */
  private static final Map<String, String> PARAMETERS = parameters();

  private final Matcher url;

  DatabaseUrl(String url) {
    this.url = FORM.matcher(url.strip());
  }

  DatabaseAddress read() {
    if (!url.matches()) {
      throw wrong("it should look like postgresql://user:password@host:5432/database");
    }
    refuseSplitPassword();
    Map<String, String> parameters = readParameters();
    String login = orElse(url.group("login"), "");
    int colon = login.indexOf(':');
    String user = decode(colon < 0 ? login : login.substring(0, colon));
    String password = colon < 0 ? "" : decode(login.substring(colon + 1));
    user = orElse(parameters.remove("user"), user);
    password = orElse(parameters.remove("password"), password);
    if (user.isEmpty()) {
      throw wrong("the user is missing, as in postgresql://user:password@host/database");
    }
    String database = decode(orElse(url.group("database"), ""));
    return new DatabaseAddress(
        readServers(), database.isEmpty() ? user : database, user, password, parameters);
  }

  /** Otherwise a part of the password would be taken for something that messages repeat. */
  private void refuseSplitPassword() {
    String rest = orElse(url.group("database"), "") + orElse(url.group("parameters"), "");
    if (rest.contains("@")) {
      throw wrong("an @ follows / or ?; write / ? @ in user and password as %2F %3F %40");
    }
  }

  private List<Server> readServers() {
    List<Server> servers = new ArrayList<>();
    for (String text : url.group("servers").split(",", -1)) {
      Matcher server = SERVER.matcher(text);
      if (!server.matches()) {
        throw wrong("'" + text + "' is not host:port");
      }
      String host = decode(server.group("host")).replaceAll("[\\[\\]]", "");
      @Nullable String port = server.group("port");
      int number = port == null ? DatabaseAddress.DEFAULT_PORT : Integer.parseInt(port);
      if (number == 0 || number > MAX_PORT) {
        throw wrong("port " + number + " is not between 1 and " + MAX_PORT);
      }
      servers.add(new Server(host.isEmpty() ? "localhost" : host, number));
    }
    return servers;
  }

  private Map<String, String> readParameters() {
    Map<String, String> found = new TreeMap<>();
    String text = orElse(url.group("parameters"), "");
    if (text.isEmpty()) {
      return found;
    }
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      @Nullable String known = PARAMETERS.get(name.toLowerCase(Locale.ROOT));
      if (known == null) {
        throw wrong(
            "unknown parameter '%s'; known are %s"
                .formatted(name, String.join(", ", new TreeSet<>(PARAMETERS.values()))));
      }
      if (equals < 0) {
        throw wrong("parameter '" + name + "' has no value");
      }
      found.put(known, decode(pair.substring(equals + 1)));
    }
    return found;
  }

  private static String decode(String text) {
    try {
      // Only in forms does a plus sign mean a blank.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw wrong("a percent sign is not followed by two hexadecimal digits (write %25)");
    }
  }

  private static String orElse(@Nullable String text, String other) {
    return text == null ? other : text;
  }

  private static DatabaseException wrong(String what) {
    return new DatabaseException("the database address (HEDDLE_DATABASE_URL) is wrong: " + what);
  }

  private static Map<String, String> parameters() {
    Map<String, String> byName = new TreeMap<>();
    for (String name :
        List.of(
            "user",
            "password",
            "ApplicationName",
            "channelBinding",
            "connectTimeout",
            "currentSchema",
            "gssEncMode",
            "loginTimeout",
            "options",
            "socketTimeout",
            "sslcert",
            "sslkey",
            "sslmode",
            "sslNegotiation",
            "sslpassword",
            "sslrootcert",
            "targetServerType",
            "tcpKeepAlive")) {
      byName.put(name.toLowerCase(Locale.ROOT), name);
    }
    byName.put("application_name", "ApplicationName");
    byName.put("channel_binding", "channelBinding");
    byName.put("connect_timeout", "connectTimeout");
    return Map.copyOf(byName);
  }
}
