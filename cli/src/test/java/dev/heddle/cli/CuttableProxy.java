package dev.heddle.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes connections on until it cuts them; new ones are welcome again at once. */
final class CuttableProxy implements AutoCloseable {

  private final URI target;
  private final ServerSocket socket;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  CuttableProxy(URI target) throws IOException {
    this.target = target;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String address() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket from = socket.accept();
        Socket to = new Socket();
        to.connect(new InetSocketAddress(target.getHost(), target.getPort()));
        open.addAll(List.of(from, to));
        Thread.ofVirtual().start(() -> copy(from, to));
        Thread.ofVirtual().start(() -> copy(to, from));
      }
    } catch (IOException closed) {
      cut();
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException cut) {
      // either side has gone
    }
  }

  void cut() {
    for (Socket each : open) {
      try {
        each.close();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
    open.clear();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
