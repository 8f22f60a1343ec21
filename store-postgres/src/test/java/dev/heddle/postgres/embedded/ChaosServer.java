package dev.heddle.postgres.embedded;

import dev.heddle.postgres.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server for one test alone, which mistreats it. */
public final class ChaosServer implements AutoCloseable {

  private final Path home;
  private final EmbeddedPostgres server;

  private ChaosServer(Path home, EmbeddedPostgres server) {
    this.home = home;
    this.server = server;
  }

  /** Starts one that keeps its data below {@code parent}. */
  public static ChaosServer start(Path parent) throws IOException {
    Path home = TestHome.create(parent);
    return new ChaosServer(home, EmbeddedPostgres.open(home, _ -> {}));
  }

  /** Its one database. */
  public DatabaseAddress address() {
    return new DatabaseAddress(
        List.of(new DatabaseAddress.Server("127.0.0.1", server.port())),
        server.database(),
        server.user(),
        server.password(),
        Map.of("sslmode", "disable", "gssEncMode", "disable"));
  }

  /** {@code pg_ctl restart -m immediate}: as if the power had failed. */
  public void restartImmediately() throws IOException {
    Layout layout = TestHome.layout(home);
    String program = Software.install(layout, _ -> {}).program("pg_ctl");
    Command.run(
        List.of(
            program,
            "restart",
            "-m",
            "immediate",
            "-w",
            "-D",
            layout.data().toString(),
            "-l",
            layout.log().toString()),
        "");
  }

  /** SIGKILL for one of the processes that serve clients; the server then restarts all of them. */
  public void killBackend(int which) throws SQLException {
    List<Long> backends = backendsSoon();
    if (!backends.isEmpty()) {
      ProcessHandle.of(backends.get(which % backends.size()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** Waits until it accepts connections again. */
  public void awaitReady() throws SQLException {
    var _ = backendsSoon();
  }

  /** The server may still be recovering from the last time. */
  private List<Long> backendsSoon() throws SQLException {
    Patience patience = new Patience(Duration.ofSeconds(20));
    while (true) {
      try {
        return backends();
      } catch (SQLException recovering) {
        patience.pause("the server does not come back: " + recovering.getMessage());
      }
    }
  }

  private List<Long> backends() throws SQLException {
    List<Long> pids = new ArrayList<>();
    try (Connection connection = TestHome.connect(server);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT pid FROM pg_stat_activity
                WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY pid
                """)) {
      while (row.next()) {
        pids.add(row.getLong(1));
      }
    }
    return pids;
  }

  /** Starts it again if it has given up, as whoever operates it would; whether it had. */
  public boolean startIfDown() throws IOException {
    Layout layout = TestHome.layout(home);
    boolean runs = Postmaster.read(layout).filter(found -> found.isAlive(layout)).isPresent();
    if (!runs) {
      var _ = new ServerStart(layout, Privileges.NONE, _ -> {}).run();
    }
    return !runs;
  }

  @Override
  public void close() throws IOException {
    server.close();
    TestHome.clear(home);
  }
}
