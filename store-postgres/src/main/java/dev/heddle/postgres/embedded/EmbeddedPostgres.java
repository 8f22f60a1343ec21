package dev.heddle.postgres.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A share in the PostgreSQL server of one home directory. The first process starts the server,
 * others join it, the last one to close stops it; a process that ends without closing leaves it
 * running for the next. Files live in {@code HOME/postgres}, the log is {@code postgres.log} there.
 *
 * <p>Thread safe. Close it after the last connection is closed, and do close it: nothing is hooked
 * into the end of the JVM, where the order of things could not be controlled.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  /** One share per server and JVM, because file locks belong to the whole process. */
  private static final Map<Path, Share> SHARES = new HashMap<>();

  private final Share share;
  private boolean closed;

  private EmbeddedPostgres(Share share) {
    this.share = share;
  }

  /**
   * Unpacks, initialises and starts the server as far as that is still needed, or joins it.
   *
   * @param home the directory that holds everything Heddle keeps; created if it is missing
   * @param progress told in plain words about steps that take a while
   * @throws EmbeddedPostgresException if that is impossible, with what to do about it
   */
  public static EmbeddedPostgres open(Path home, Consumer<String> progress) {
    return open(home, Privileges.NONE, progress);
  }

  /** Like {@link #open}, with a role that may create databases if the cluster is new: for tests. */
  public static EmbeddedPostgres openForTests(Path home) {
    return open(home, Privileges.CREATE_DATABASES, message -> {});
  }

  private static EmbeddedPostgres open(
      Path home, Privileges privileges, Consumer<String> progress) {
    synchronized (SHARES) {
      Layout layout = Layout.create(home);
      @Nullable Share share = SHARES.get(layout.root());
      try {
        if (share == null) {
          share = Share.obtain(layout, privileges, progress);
          SHARES.put(layout.root(), share);
        }
      } catch (IOException e) {
        throw new EmbeddedPostgresException(
            "cannot use the PostgreSQL server in %s: %s".formatted(layout.root(), e), e);
      }
      share.users++;
      return new EmbeddedPostgres(share);
    }
  }

  /** The TCP port on 127.0.0.1. */
  public int port() {
    return share.port;
  }

  /** The database, owned by {@link #user}. */
  public String database() {
    return Cluster.DATABASE;
  }

  /** The application role; not a superuser. */
  public String user() {
    return Cluster.ROLE;
  }

  /** The password of {@link #user}; keep it out of logs and argument lists. */
  public String password() {
    return share.password;
  }

  /** Gives the share up without waiting for the server to stop. Idempotent. */
  @Override
  public void close() {
    synchronized (SHARES) {
      if (closed) {
        return;
      }
      closed = true;
      share.users--;
      if (share.users > 0) {
        return;
      }
      SHARES.remove(share.layout.root());
      try {
        share.leave();
      } catch (IOException e) {
        throw new EmbeddedPostgresException(
            "could not leave the PostgreSQL server in " + share.layout.root(), e);
      }
    }
  }

  /** What the users within this JVM have in common. Guarded by {@link #SHARES}. */
  private static final class Share {
    private final Layout layout;
    private final Holders holders;
    private final int port;
    private final String password;
    private int users;

    private Share(Layout layout, Holders holders, int port, String password) {
      this.layout = layout;
      this.holders = holders;
      this.port = port;
      this.password = password;
    }

    static Share obtain(Layout layout, Privileges privileges, Consumer<String> progress)
        throws IOException {
      try (FileChannel channel = Holders.openLockFile(layout.startLock());
          FileLock _ = channel.lock()) {
        Holders holders = Holders.join(layout);
        try {
          int port = new ServerStart(layout, privileges, progress).run();
          return new Share(layout, holders, port, Cluster.password(layout));
        } catch (IOException | RuntimeException e) {
          holders.leave(() -> stop(layout));
          throw e;
        }
      }
    }

    void leave() throws IOException {
      holders.leave(() -> stop(layout));
    }

    private static void stop(Layout layout) throws IOException {
      var running = Postmaster.read(layout).filter(server -> server.isAlive(layout));
      if (running.isPresent()) {
        long pid = running.get().pid();
        PrivateFile.write(layout.stopping(), Long.toString(pid));
        Command.interrupt(pid);
      }
    }
  }
}
