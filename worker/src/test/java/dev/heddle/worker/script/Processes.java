package dev.heddle.worker.script;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Hears from scripts, and waits for the end of processes. */
final class Processes implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 30;

  private final ServerSocket socket;

  Processes() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(PATIENCE_SECONDS * 1000);
  }

  /** A Python expression statement that tells the test a text. */
  String tell(String expression) {
    return "__import__('socket').create_connection(('127.0.0.1', "
        + socket.getLocalPort()
        + ")).sendall(str("
        + expression
        + ").encode())";
  }

  /** The next text a script tells. */
  String told() throws IOException {
    try (Socket caller = socket.accept()) {
      return new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Waits until there is no such process. */
  static void awaitEnd(long pid) throws Exception {
    var process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      process.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
