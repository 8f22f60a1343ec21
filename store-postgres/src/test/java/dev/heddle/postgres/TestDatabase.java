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
    return new TestDatabase(newAddress(true));
  }

  /** Creates a database and only says where: with the schema if migrated, else without any. */
  public static DatabaseAddress newAddress(boolean migrated) {
    try {
      return TestServer.shared().create(migrated);
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
    var server = address.servers().getFirst();
    return "postgresql://%s:%s@%s/%s?sslmode=disable"
        .formatted(address.user(), address.password(), server, address.database());
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
