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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The embedded server that all test JVMs of a build share; it stops with the last of them. */
final class TestServer {
  private static final TestServer INSTANCE = start();

  private final EmbeddedPostgres server;
  private final Connection admin;
  private final AtomicInteger created = new AtomicInteger();
  private @Nullable String template;

  private TestServer(EmbeddedPostgres server) throws SQLException {
    this.server = server;
    this.admin = Connections.dedicated(address(server.database()), "tests").getConnection();
  }

  static TestServer shared() {
    return INSTANCE;
  }

  /** A new database; migrated if it copies the template, else empty. */
  synchronized DatabaseAddress create(boolean migrated) throws SQLException {
    if (template == null) {
      dropLeftovers();
      template = migratedTemplate();
    }
    String name = "test_%d_%d".formatted(ProcessHandle.current().pid(), created.incrementAndGet());
    execute("create database %s template %s".formatted(name, migrated ? template : "template0"));
    return address(name);
  }

  synchronized void drop(String name) throws SQLException {
    execute("drop database if exists " + name + " with (force)");
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
    execute("select pg_advisory_lock(1)");
    try {
      if (!databases("template_%").contains(name)) {
        execute("create database unfinished_" + name);
        Database.open(address("unfinished_" + name), message -> {}).close();
        execute("alter database unfinished_%s rename to %s".formatted(name, name));
      }
      return name;
    } finally {
      execute("select pg_advisory_unlock(1)");
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

  private void execute(String sql) throws SQLException {
    try (Statement statement = admin.createStatement()) {
      statement.execute(sql);
    }
  }

  private void stop() {
    try (server) {
      admin.close();
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
