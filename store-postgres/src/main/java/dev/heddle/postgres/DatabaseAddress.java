package dev.heddle.postgres;

import java.util.List;
import java.util.Map;

/**
 * Where a database is and who logs in.
 *
 * @param servers at least one; the driver tries them in this order
 * @param parameters further driver settings by the driver's names, {@code sslmode} for instance
 */
public record DatabaseAddress(
    List<Server> servers,
    String database,
    String user,
    String password,
    Map<String, String> parameters) {

  static final int DEFAULT_PORT = 5432;

  public DatabaseAddress {
    servers = List.copyOf(servers);
    parameters = Map.copyOf(parameters);
    if (servers.isEmpty()) {
      throw new DatabaseException("a database address needs a server");
    }
  }

  /** A host name or address (IPv6 without brackets) and its TCP port. */
  public record Server(String host, int port) {
    @Override
    public String toString() {
      return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
  }

  /**
   * Reads {@code postgresql://user:password@host:port/database?name=value} with any part but the
   * scheme left out, several {@code host:port} with commas, or the same after {@code jdbc:}.
   *
   * @throws DatabaseException that names the wrong part without repeating the address
   */
  public static DatabaseAddress parse(String url) {
    return new DatabaseUrl(url).read();
  }

  /** The address without password and parameters, fit for logs. */
  @Override
  public String toString() {
    var text = new StringBuilder("postgresql://").append(user).append('@');
    String separator = "";
    for (Server server : servers) {
      text.append(separator).append(server);
      separator = ",";
    }
    return text.append('/').append(database).toString();
  }
}
