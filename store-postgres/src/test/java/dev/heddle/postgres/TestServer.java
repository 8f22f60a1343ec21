package dev.heddle.postgres;

import dev.heddle.postgres.DatabaseAddress.Server;
import dev.heddle.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The embedded server that all test JVMs of a build share; it stops with the last of them. */
final class TestServer {
  private static final TestServer INSTANCE = start();

  private final EmbeddedPostgres server;
  private final Connection admin;

  /** Copying the template takes 80 ms, so the next copy is always made ahead. */
  private final Connection copier;

  private final ExecutorService copying =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
  private final AtomicInteger created = new AtomicInteger();
  private @Nullable String template;
  private @Nullable Future<String> spare;

  private TestServer(EmbeddedPostgres server) throws SQLException {
    this.server = server;
    DataSource connections = Connections.dedicated(address(server.database()), "tests");
    this.admin = connections.getConnection();
    this.copier = connections.getConnection();
  }

  static TestServer shared() {
    return INSTANCE;
  }

  /** A new database with the current schema. */
  synchronized DatabaseAddress createMigrated() throws SQLException {
    if (template == null) {
      template = migratedTemplate();
    }
    String source = template;
    Future<String> ready = spare == null ? copying.submit(() -> copy(source)) : spare;
    spare = copying.submit(() -> copy(source));
    return address(get(ready));
  }

  /** A new database with nothing in it. */
  DatabaseAddress createEmpty() throws SQLException {
    return address(get(copying.submit(() -> copy("template0"))));
  }

  private String copy(String source) throws SQLException {
    String name = "test_%d_%d".formatted(ProcessHandle.current().pid(), created.incrementAndGet());
    execute(copier, "create database %s template %s".formatted(name, source));
    return name;
  }

  private static String get(Future<String> database) throws SQLException {
    try {
      return database.get();
    } catch (ExecutionException e) {
      throw new SQLException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException(e);
    }
  }

  /** An autovacuum at work cannot be ended by us; a later run drops that database. */
  synchronized void drop(String name) throws SQLException {
    try {
      execute(admin, "drop database if exists " + name + " with (force)");
    } catch (SQLException refused) {
      if (!"42501".equals(refused.getSQLState())) {
        throw refused;
      }
    }
  }

  private DatabaseAddress address(String database) {
    return new DatabaseAddress(
        List.of(new Server("127.0.0.1", server.port())),
        database,
        server.user(),
        server.password(),
        Connections.LOCAL);
  }

  /** Its name follows the content of the migrations, so that editing one makes a new template. */
  private String migratedTemplate() throws SQLException {
    String name = "template_" + fingerprint(Migrations.STANDARD);
    execute(admin, "select pg_advisory_lock(1)");
    try {
      dropLeftovers();
      if (!databases("template_%").contains(name)) {
        execute(admin, "create database unfinished_" + name);
        Database.open(address("unfinished_" + name), message -> {}).close();
        execute(admin, "alter database unfinished_%s rename to %s".formatted(name, name));
      }
      return name;
    } finally {
      execute(admin, "select pg_advisory_unlock(1)");
    }
  }

  /** Databases of test JVMs that were killed. */
  private void dropLeftovers() throws SQLException {
    for (String name : databases("test\\_%")) {
      long owner = Long.parseLong(name.split("_", -1)[1]);
      if (ProcessHandle.of(owner).isEmpty()) {
        drop(name);
      }
    }
    for (String name : databases("unfinished\\_%")) {
      drop(name);
    }
  }

  private List<String> databases(String pattern) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = admin.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select datname from pg_database where datname like '" + pattern + "'")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private synchronized void stop() {
    try (server;
        copier;
        admin) {
      if (spare != null) {
        drop(get(spare));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestServer start() {
    try {
      var started = new TestServer(EmbeddedPostgres.openForTests(home()));
      Runtime.getRuntime().addShutdownHook(new Thread(started::stop, "stop test database"));
      return started;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same for all modules: in the target directory of the outermost project. */
  private static Path home() {
    Path here = Path.of("").toAbsolutePath();
    Path outermost = here;
    for (@Nullable Path up = here; up != null; up = up.getParent()) {
      if (Files.exists(up.resolve("pom.xml"))) {
        outermost = up;
      }
    }
    return outermost.resolve("target").resolve("test-home");
  }

  private static String fingerprint(Migrations migrations) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String file : migrations.files().stream().sorted().toList()) {
        String resource = migrations.location() + "/" + file;
        try (InputStream in = TestServer.class.getClassLoader().getResourceAsStream(resource)) {
          digest.update(Objects.requireNonNull(in, resource).readAllBytes());
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
