package dev.heddle.postgres.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Finds the running server or starts it. Callers hold the start lock and a share in the server. */
final class ServerStart {
  private static final int PORT_ATTEMPTS = 5;
  private static final long LOG_LIMIT_BYTES = 4L << 20;
  private static final int ERROR_LIMIT_BYTES = 2_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Layout layout;
  private final Privileges privileges;
  private final Consumer<String> progress;

  ServerStart(Layout layout, Privileges privileges, Consumer<String> progress) {
    this.layout = layout;
    this.privileges = privileges;
    this.progress = progress;
  }

  /** Returns the port of a server that accepts connections. */
  int run() throws IOException {
    finishStopping();
    while (true) {
      Optional<Postmaster> running = Postmaster.read(layout).filter(p -> p.isAlive(layout));
      if (running.isEmpty()) {
        // The number in a stale file may by now be another process, which PostgreSQL would respect.
        Files.deleteIfExists(layout.postmasterPid());
        return start();
      }
      if (running.get().isStopping()) {
        awaitExit(running.get());
        continue;
      }
      Optional<Postmaster> ready = awaitReady(() -> running.get().isAlive(layout));
      if (ready.isPresent() && isUsable(ready.get())) {
        return ready.get().port();
      }
    }
  }

  /** A server that was told to stop is not joined, even if it has not heard yet. */
  private void finishStopping() throws IOException {
    try {
      long pid = Long.parseLong(Files.readString(layout.stopping()).strip());
      var leaving = new Postmaster(pid, 0, "stopping");
      if (leaving.isAlive(layout)) {
        Command.interrupt(pid);
        awaitExit(leaving);
      }
    } catch (NoSuchFileException | NumberFormatException nothingStopping) {
      return;
    } finally {
      Files.deleteIfExists(layout.stopping());
    }
  }

  /** False when it is about to end, which the caller waits for. */
  private boolean isUsable(Postmaster server) throws IOException {
    if (server.answers()) {
      return true;
    }
    boolean ending =
        Postmaster.read(layout).filter(now -> !now.isStopping() && now.isAlive(layout)).isEmpty();
    if (ending) {
      return false;
    }
    throw new EmbeddedPostgresException(
        "PostgreSQL (process %d) does not answer on port %d; see %s"
            .formatted(server.pid(), server.port(), layout.log()));
  }

  private int start() throws IOException {
    Software software = Software.install(layout, progress);
    Cluster.initialise(layout, software, privileges, progress);
    rotateLog();
    long logStart = Files.exists(layout.log()) ? Files.size(layout.log()) : 0;
    int port = usualPort();
    for (int attempt = 1; ; attempt++) {
      if (tryStart(software, port)) {
        PrivateFile.write(layout.port(), Integer.toString(port));
        return port;
      }
      if (attempt == PORT_ATTEMPTS || isFree(port)) {
        throw Command.failure("PostgreSQL did not start", endOfLog(logStart));
      }
      port = anyPort();
    }
  }

  /** False when the server ended instead of becoming ready. */
  private boolean tryStart(Software software, int port) throws IOException {
    Path data = layout.data();
    PrivateFile.write(
        data.resolve("postgresql.conf"),
        ServerSettings.postgresqlConf(port, layout.socketDirectory()) + privileges.settings());
    PrivateFile.write(data.resolve("pg_hba.conf"), ServerSettings.pgHbaConf());
    Process process =
        Command.startDetached(
            List.of(software.program("postgres"), "-D", data.toString()), layout.log());
    return awaitReady(process::isAlive).isPresent();
  }

  /** Empty when the server ended instead. */
  private Optional<Postmaster> awaitReady(BooleanSupplier alive) throws IOException {
    var patience = new Patience(PATIENCE);
    while (true) {
      Optional<Postmaster> found = Postmaster.read(layout);
      if (found.isPresent() && found.get().isReady()) {
        return found;
      }
      if (!alive.getAsBoolean()) {
        return Optional.empty();
      }
      patience.pause("PostgreSQL is still starting; see " + layout.log());
    }
  }

  private void awaitExit(Postmaster leaving) {
    var patience = new Patience(PATIENCE);
    while (leaving.isAlive(layout)) {
      patience.pause("PostgreSQL (process %d) is still stopping".formatted(leaving.pid()));
    }
  }

  /** The port of the last time, so that other programs find the server again. */
  private int usualPort() throws IOException {
    try {
      int port = Integer.parseInt(Files.readString(layout.port()).strip());
      return isFree(port) ? port : anyPort();
    } catch (NoSuchFileException | IllegalArgumentException e) {
      return anyPort();
    }
  }

  private static int anyPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** Only while the server is down: it writes to whatever file it was started with. */
  private void rotateLog() throws IOException {
    Path log = layout.log();
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
      Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private String endOfLog(long start) throws IOException {
    try (InputStream log = Files.newInputStream(layout.log())) {
      log.skipNBytes(start);
      return new String(log.readNBytes(ERROR_LIMIT_BYTES), StandardCharsets.UTF_8);
    }
  }
}
