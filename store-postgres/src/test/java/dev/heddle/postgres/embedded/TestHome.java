package dev.heddle.postgres.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Home directories whose server programs are links, because unpacking them takes a second. */
final class TestHome {
  private TestHome() {}

  /** A home with a database that never ran. */
  static Path create(Path parent) throws IOException {
    Layout prepared = prepared();
    Path home = createEmpty(parent);
    copy(prepared.data(), layout(home).data());
    Files.copy(prepared.password(), layout(home).password());
    return home;
  }

  /** A home in which everything but the programs is still to be created. */
  static Path createEmpty(Path parent) throws IOException {
    Path home = parent.resolve("home");
    Files.createSymbolicLink(layout(home).software(), prepared().software());
    return home;
  }

  /** Stops whatever a test left running, so that its directory can be deleted. */
  static void clear(Path home) throws IOException {
    Optional<Postmaster> running =
        Postmaster.read(layout(home)).filter(server -> server.isAlive(layout(home)));
    if (running.isPresent()) {
      Command.interrupt(running.get().pid());
      awaitExit(running.get());
    }
    Files.delete(layout(home).software());
  }

  static void awaitExit(Postmaster server) {
    ProcessHandle.of(server.pid()).ifPresent(process -> process.onExit().join());
  }

  private static Layout prepared() throws IOException {
    Layout layout = layout(Path.of("target", "test-software"));
    try (FileChannel channel = Holders.openLockFile(layout.startLock());
        FileLock _ = channel.lock()) {
      Software software = Software.install(layout, message -> {});
      Cluster.initialise(layout, software, Privileges.NONE, message -> {});
    }
    return layout;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  static Layout layout(Path home) {
    return Layout.create(home);
  }

  static Postmaster running(Path home) throws IOException {
    return Postmaster.read(layout(home)).orElseThrow();
  }

  static Connection connect(EmbeddedPostgres server) throws SQLException {
    return connect(server, server.user(), server.database());
  }

  static Connection connect(EmbeddedPostgres server, String user, String database)
      throws SQLException {
    var login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", server.password());
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable".formatted(server.port(), database),
        login);
  }

  static String ask(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  static void execute(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
