package dev.heddle.postgres.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.sensor.SensorStore.Line;
import dev.heddle.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class PostgresSensorStoreTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private final TestDatabase test = TestDatabase.create();
  private final PostgresSensorStore store = new PostgresSensorStore(test.database());

  @AfterEach
  void close() {
    test.close();
  }

  private void print(String sensor, int lines) throws SQLException {
    try (Connection connection = test.database().connection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO sensor_log (sensor, at, stream, line)
          SELECT '%s', '%s', 'stdout', n::text FROM generate_series(1, %d) AS n
          """
              .formatted(sensor, NOW, lines));
    }
  }

  private List<String> texts(String sensor) {
    return store.lines(sensor, 0, 100_000).stream().map(Line::text).toList();
  }

  @Test
  @Timeout(20)
  @DisplayName("S1-157: the newest lines of each sensor stay, however many there were")
  void theNewestStay() throws SQLException {
    print("a.many", 60_000);
    print("a.few", 3);
    print("a.many", 1);

    store.prune(20_000, NOW.minusSeconds(1));

    assertThat(texts("a.many")).hasSize(20_000).endsWith("60000", "1");
    assertThat(texts("a.few")).containsExactly("1", "2", "3");
  }

  @Test
  @DisplayName("S1-157: lines from before a moment go, whoever printed them")
  void oldLinesGo() throws SQLException {
    print("a.old", 3);
    store.append(List.of(new Line(0, "a.old", NOW.plusSeconds(2), "stdout", "new")));

    store.prune(20_000, NOW.plusSeconds(1));

    assertThat(texts("a.old")).containsExactly("new");
  }
}
