package dev.heddle.postgres.execution;

import dev.heddle.engine.port.Inbox;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.postgres.Database;
import dev.heddle.values.SecretSeal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/** Commands for owners elsewhere, announced by NOTIFY. */
public final class PostgresInbox implements Inbox {

  private static final Logger LOG = System.getLogger(PostgresInbox.class.getName());
  private static final Duration POLL = Duration.ofMillis(25);
  private static final int LISTEN_MILLIS = 2_000;
  private static final Duration TIDY = Duration.ofMinutes(1);
  private static final Duration FORGOTTEN = Duration.ofMinutes(1);

  private final Database database;
  private final SecretSeal seal;

  /**
   * An inbox in a database.
   *
   * @param seal what commands lie under until they are read: the answer to a question may be a
   *     secret
   */
  public PostgresInbox(Database database, SecretSeal seal) {
    this.database = database;
    this.seal = seal;
  }

  @Override
  public long post(ExecutionId execution, String command) {
    String sql =
        """
        WITH posted AS (
          INSERT INTO command_inbox (partition, execution_id, command) VALUES (?, ?, ?)
          RETURNING number)
        SELECT number, pg_notify('heddle_inbox', '') FROM posted
        """;
    try (Connection connection = database.connection();
        PreparedStatement post = connection.prepareStatement(sql)) {
      post.setInt(1, execution.partition());
      post.setLong(2, execution.number());
      post.setString(3, seal.seal(command));
      try (ResultSet row = post.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException failed) {
      throw Failures.of("A command for execution " + execution, failed);
    }
  }

  @Override
  public List<Message> read(Collection<Integer> partitions) {
    String sql =
        """
        SELECT number, execution_id, command FROM command_inbox
        WHERE answer IS NULL AND partition = ANY (?) ORDER BY number
        """;
    List<Message> messages = new ArrayList<>();
    try (Connection connection = database.connection();
        PreparedStatement read = connection.prepareStatement(sql)) {
      read.setArray(1, connection.createArrayOf("int2", partitions.toArray(Integer[]::new)));
      try (ResultSet row = read.executeQuery()) {
        while (row.next()) {
          messages.add(
              new Message(
                  row.getLong(1), new ExecutionId(row.getLong(2)), opened(row.getString(3))));
        }
      }
      return messages;
    } catch (SQLException failed) {
      throw Failures.of("The inbox", failed);
    }
  }

  /** What cannot be opened is passed on as it is, for its reader to refuse. */
  private String opened(String sealed) {
    return seal.open(sealed).orElse(sealed);
  }

  @Override
  public Optional<String> await(long message, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      while (true) {
        Optional<String> answer = take(message);
        if (answer.isPresent() || System.nanoTime() > deadline) {
          return answer;
        }
        Thread.sleep(POLL);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (SQLException failed) {
      throw Failures.of("The answer to message " + message, failed);
    }
  }

  private Optional<String> take(long message) throws SQLException {
    String sql =
        "DELETE FROM command_inbox WHERE number = ? AND answer IS NOT NULL RETURNING answer";
    try (Connection connection = database.connection();
        PreparedStatement take = connection.prepareStatement(sql)) {
      take.setLong(1, message);
      try (ResultSet row = take.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  /**
   * Removes answers that nobody takes any more: who asked has given up, died, or wanted none.
   *
   * @return how many
   */
  int forget(Duration olderThan) throws SQLException {
    String sql =
        """
        DELETE FROM command_inbox
        WHERE answer IS NOT NULL AND posted_at <= clock_timestamp() - ? * interval '1 second'
        """;
    try (Connection connection = database.connection();
        PreparedStatement forget = connection.prepareStatement(sql)) {
      forget.setLong(1, olderThan.toSeconds());
      return forget.executeUpdate();
    }
  }

  @Override
  public AutoCloseable listen(Runnable wake) {
    Thread listener = Thread.ofVirtual().name("inbox").start(() -> listenUntilInterrupted(wake));
    return () -> {
      listener.interrupt();
      listener.join(LISTEN_MILLIS);
    };
  }

  private void listenUntilInterrupted(Runnable wake) {
    while (!Thread.currentThread().isInterrupted()) {
      try (Connection connection = database.dedicatedConnection("inbox");
          Statement listen = connection.createStatement()) {
        listen.execute("LISTEN heddle_inbox");
        wake.run(); // for what came before
        PGConnection notifications = connection.unwrap(PGConnection.class);
        long tidied = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
          if (System.nanoTime() - tidied > TIDY.toNanos()) {
            tidied = System.nanoTime();
            forget(FORGOTTEN);
          }
          if (notifications.getNotifications(LISTEN_MILLIS).length > 0) {
            wake.run();
          }
        }
      } catch (SQLException failed) {
        if (!Thread.currentThread().isInterrupted()) {
          LOG.log(Level.DEBUG, "The inbox lost its connection; connecting again", failed);
          pause();
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
