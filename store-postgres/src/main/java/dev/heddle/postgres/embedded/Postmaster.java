package dev.heddle.postgres.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a server says about itself in {@code postmaster.pid}.
 *
 * @param status {@code starting}, {@code ready} or {@code stopping}; empty just after its birth
 */
record Postmaster(long pid, int port, String status) {
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;
  private static final int PROBE_MILLIS = 2_000;

  /** Asks for TLS; a server without it answers the single byte N. */
  private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 210, 22, 47};

  /** Reads the file; empty when there is none or it is still being written. */
  static Optional<Postmaster> read(Layout layout) throws IOException {
    try {
      List<String> lines = Files.readAllLines(layout.postmasterPid(), StandardCharsets.UTF_8);
      if (lines.size() <= PORT_LINE) {
        return Optional.empty();
      }
      String status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "";
      return Optional.of(
          new Postmaster(
              Long.parseLong(lines.getFirst().strip()),
              Integer.parseInt(lines.get(PORT_LINE).strip()),
              status));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  boolean isReady() {
    return status.equals("ready");
  }

  boolean isStopping() {
    return status.equals("stopping");
  }

  /** Whether its process lives and serves this very data directory: process ids are reused. */
  boolean isAlive(Layout layout) {
    try {
      var arguments =
          new String(
              Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline")),
              StandardCharsets.UTF_8);
      return arguments.contains("\0-D\0" + layout.data() + "\0");
    } catch (IOException gone) {
      return false;
    }
  }

  /** Whether a backend answers on the port, which takes a working fork and event loop. */
  boolean answers() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
      socket.setSoTimeout(PROBE_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(SSL_REQUEST);
      out.flush();
      InputStream in = socket.getInputStream();
      return in.read() == 'N';
    } catch (IOException e) {
      return false;
    }
  }
}
