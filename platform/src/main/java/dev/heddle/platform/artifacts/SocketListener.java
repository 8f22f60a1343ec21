package dev.heddle.platform.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * A socket in a directory that containers get to see: whatever comes is passed on to the listener
 * on the loopback interface, which decides by what is signed. The directory holds one socket per
 * process, so that a container outlives the process it was started by: all of them give the same
 * answers.
 */
final class SocketListener implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(SocketListener.class.getName());
  private static final String SUFFIX = ".sock";
  private static final int MOST_CONNECTIONS = 256;
  private static final int CHUNK = 64 << 10;

  private final ServerSocketChannel server;
  private final Path file;
  private final int port;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(MOST_CONNECTIONS);

  private SocketListener(ServerSocketChannel server, Path file, int port) {
    this.server = server;
    this.file = file;
    this.port = port;
  }

  /**
   * Listens in a directory.
   *
   * @param port of the listener on the loopback interface
   */
  static SocketListener start(Path directory, int port) throws IOException {
    Files.createDirectories(directory);
    // whoever a container runs as must get in; whoever gets in still needs a signature
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    removeDead(directory);
    Path file = directory.resolve(UUID.randomUUID().toString().substring(0, 8) + SUFFIX);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(file));
    } catch (IOException | RuntimeException failure) {
      server.close();
      throw new IOException(
          "no socket can be made at " + file + ": " + failure.getMessage(), failure);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    SocketListener listener = new SocketListener(server, file, port);
    listener.threads.execute(listener::accept);
    return listener;
  }

  /** Those of processes that are gone. */
  private static void removeDead(Path directory) throws IOException {
    List<Path> sockets;
    try (Stream<Path> files = Files.list(directory)) {
      sockets = files.filter(each -> each.toString().endsWith(SUFFIX)).toList();
    }
    for (Path each : sockets) {
      try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(each))) {
        LOG.log(System.Logger.Level.DEBUG, "{0} is another process'", each);
      } catch (IOException nobody) {
        Files.deleteIfExists(each);
      }
    }
  }

  private void accept() {
    try {
      while (true) {
        places.acquire();
        SocketChannel client = server.accept();
        threads.execute(() -> serve(client));
      }
    } catch (ClosedChannelException closed) {
      // nobody listens any more
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.WARNING, "the socket for containers is gone", failure);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketChannel client) {
    try (client;
        Socket target = new Socket()) {
      target.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      InputStream asked = Channels.newInputStream(client);
      OutputStream answer = Channels.newOutputStream(client);
      threads.execute(() -> forward(asked, target));
      copy(target.getInputStream(), answer);
    } catch (IOException cut) {
      LOG.log(System.Logger.Level.DEBUG, "a connection of a container was cut", cut);
    } finally {
      places.release();
    }
  }

  private static void forward(InputStream asked, Socket target) {
    try {
      copy(asked, target.getOutputStream());
      target.shutdownOutput();
    } catch (IOException cut) {
      LOG.log(System.Logger.Level.DEBUG, "a connection of a container was cut", cut);
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
      to.write(chunk, 0, count);
      to.flush();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.DEBUG, "the socket for containers was not closed", failure);
    }
    threads.shutdownNow();
  }
}
