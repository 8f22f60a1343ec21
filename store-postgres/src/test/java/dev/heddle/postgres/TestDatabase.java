package dev.heddle.postgres;

import java.sql.SQLException;

/**
 * A fresh database for one test, on a server that all tests of a build share.
 *
 * <pre>{@code
 * try (var test = TestDatabase.create()) {
 *   test.database().connection() …
 * }
 * }</pre>
 *
 * In other modules: depend on {@code heddle-store-postgres} with type {@code test-jar}.
 */
public final class TestDatabase implements AutoCloseable {
  private final DatabaseAddress address;
  private final Database database;

  private TestDatabase(DatabaseAddress address) {
    this.address = address;
    this.database = Database.open(address, message -> {});
  }

  /** Creates a database with the current schema and no rows, in milliseconds. */
  public static TestDatabase create() {
    try {
      return new TestDatabase(TestServer.shared().createMigrated());
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create a test database", e);
    }
  }

  /** Creates a database without any schema and says where. A later test run drops it. */
  public static DatabaseAddress createEmpty() {
    try {
      return TestServer.shared().createEmpty();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create a test database", e);
    }
  }

  /** The open database. */
  public Database database() {
    return database;
  }

  /** Where it is, for programs that open it themselves. */
  public DatabaseAddress address() {
    return address;
  }

  /** The address with its password, as {@code HEDDLE_DATABASE_URL} of a child process. */
  public String url() {
    return url(address);
  }

  /** The address with its password. */
  public static String url(DatabaseAddress address) {
    return "postgresql://%s:%s@%s/%s?sslmode=disable"
        .formatted(
            address.user(), address.password(), address.servers().getFirst(), address.database());
  }

  /** Closes and drops it, disconnecting whoever else is still connected. */
  @Override
  public void close() {
    database.close();
    try {
      TestServer.shared().drop(address.database());
    } catch (SQLException e) {
      throw new IllegalStateException("cannot drop " + address, e);
    }
  }
}
