package dev.heddle.postgres.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Stands between an engine and its database: cuts connections, or lets nothing through. */
final class Proxy implements AutoCloseable {

  private final ServerSocket listener;
  private final int upstream;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock gate = new ReentrantLock();
  private final Condition opened = gate.newCondition();
  private boolean stalled;

  Proxy(int upstream) throws IOException {
    this.upstream = upstream;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("proxy").start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Resets every connection; new ones may be made. Returns how many there were. */
  int cutAll() {
    int cut = sockets.size() / 2;
    sockets.forEach(Proxy::reset);
    return cut;
  }

  /** From now on nothing goes through, and nobody is told. */
  void stall() {
    setStalled(true);
  }

  /** What was held up goes on. */
  void goOn() {
    setStalled(false);
  }

  private void setStalled(boolean closed) {
    gate.lock();
    try {
      stalled = closed;
      opened.signalAll();
    } finally {
      gate.unlock();
    }
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        connect(listener.accept());
      }
    } catch (IOException closed) {
      sockets.forEach(Proxy::reset);
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    sockets.add(client);
    sockets.add(server);
    try {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), upstream));
    } catch (IOException cut) {
      reset(client);
      reset(server);
      sockets.remove(client);
      sockets.remove(server);
      return;
    }
    Thread.ofVirtual().start(() -> pump(client, server));
    Thread.ofVirtual().start(() -> pump(server, client));
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[16_384];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        awaitOpen();
        out.write(buffer, 0, count);
        out.flush();
      }
    } catch (IOException | InterruptedException cut) {
      reset(from);
      reset(to);
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void awaitOpen() throws InterruptedException {
    gate.lock();
    try {
      while (stalled) {
        opened.await();
      }
    } finally {
      gate.unlock();
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException gone) {
      // It was to be closed anyway.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    goOn();
    sockets.forEach(Proxy::reset);
  }
}
