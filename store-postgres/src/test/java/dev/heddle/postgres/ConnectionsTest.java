package dev.heddle.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ConnectionsTest {

  @Test
  @Timeout(20)
  void aServerThatAcceptsAndSaysNothingHoldsNobody() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      DatabaseAddress address =
          DatabaseAddress.parse(
              "postgresql://ada:secret@127.0.0.1:" + silent.getLocalPort() + "/heddle");
      assertThatThrownBy(() -> Connections.open(address, "test", Duration.ofSeconds(1)))
          .isInstanceOf(SQLException.class);
    }
  }
}
