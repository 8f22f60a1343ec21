package dev.heddle.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.postgres.TestDatabase;
import dev.heddle.postgres.chaos.ChildProgram;
import dev.heddle.postgres.event.TestSite;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server that consumes, again and again ({@code -Dheddle.chaos.consumer-kills=N}); the
 * other one goes on.
 */
@Tag("needs-rabbitmq")
final class ConsumerKillTest {

  private static final int KILLS = Integer.getInteger("heddle.chaos.consumer-kills", 2);
  private static final int A_ROUND = 300;
  private static final int MESSAGES = A_ROUND * (KILLS + 1);
  private static final List<String> RULES = List.of("ship", "bill");
  private static final int EXECUTIONS = MESSAGES * RULES.size();
  private static final String QUEUE = "survives";

  private final TestRabbit rabbit = TestRabbit.get();
  private final List<ChildProgram> servers = new ArrayList<>();
  private TestDatabase database;

  @BeforeEach
  void install(@TempDir Path packs) throws Exception {
    rabbit.declare(QUEUE);
    database = TestDatabase.create();
    try (TestSite site = new TestSite(database.database())) {
      OrderedPack.install(site, packs, rabbit.port(), QUEUE, RULES);
    }
  }

  @AfterEach
  void stop() {
    servers.forEach(ChildProgram::close);
    database.close();
  }

  @Test
  @DisplayName(
      "S1-143, S1-155, U-07: the consuming server is killed amid messages; each is one event, one"
          + " execution per rule")
  void nothingIsLostOrDoubled() throws Exception {
    start();
    start();
    long left = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      ChildProgram consuming = consuming();
      publish(kill);
      until("SELECT count(*) FROM event", kill * A_ROUND + 1 + kill % A_ROUND);
      consuming.kill();
      servers.remove(consuming);
      left += (kill + 1L) * A_ROUND - count("SELECT count(*) FROM event");
      start();
    }
    publish(KILLS);
    until("SELECT count(*) FROM workflow_execution WHERE status = 'completed'", EXECUTIONS);
    until("SELECT count(*) FROM enforcement WHERE state = 'processed'", EXECUTIONS);

    assertThat(left).as("messages that were no events yet").isPositive();
    assertThat(count("SELECT count(DISTINCT payload::json ->> 'order') FROM event"))
        .isEqualTo(MESSAGES);
    assertThat(count("SELECT count(*) FROM event")).isEqualTo(MESSAGES);
    assertThat(count("SELECT count(DISTINCT (event, rule)) FROM enforcement"))
        .isEqualTo(EXECUTIONS);
    assertThat(count("SELECT count(DISTINCT execution) FROM enforcement")).isEqualTo(EXECUTIONS);
    assertThat(count("SELECT count(*) FROM workflow_execution")).isEqualTo(EXECUTIONS);
    while (rabbit.waiting(QUEUE) > 0) {
      pause();
    }
    assertThat(rabbit.waiting(QUEUE + ".dead")).isZero();
    System.out.printf(
        "%d kills, %d messages, %d of them left at a kill, %d executions%n",
        KILLS, MESSAGES, left, EXECUTIONS);
  }

  private void start() throws IOException {
    servers.add(ConsumingServer.start(database));
  }

  /** The one that consumes, awaited. */
  private ChildProgram consuming() {
    while (true) {
      for (ChildProgram server : servers) {
        if (server.has(ConsumingServer.CONSUMES)) {
          return server;
        }
        server.check();
      }
      pause();
    }
  }

  private void publish(int round) throws Exception {
    List<String> orders =
        IntStream.range(round * A_ROUND, (round + 1) * A_ROUND).mapToObj(String::valueOf).toList();
    rabbit.publish(
        QUEUE,
        orders.stream().map(order -> "m" + order).toList(),
        orders.stream().map(order -> TestRabbit.utf8("{\"order\": " + order + "}")).toList());
  }

  private void until(String sql, long expected) {
    Instant deadline = Instant.now().plusSeconds(60);
    while (count(sql) < expected) {
      assertThat(Instant.now()).as("%d of %d: %s", count(sql), expected, sql).isBefore(deadline);
      pause();
    }
  }

  private static void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
  }

  private long count(String sql) {
    try (Connection connection = database.database().connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
