package dev.heddle.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real RabbitMQ on free ports, with encryption, one for all tests of a JVM. Its user is {@value
 * #USER}; it ends with the JVM.
 */
public final class TestRabbit {

  public static final String USER = "heddle-test";
  public static final String PASSWORD = "not a secret";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static @Nullable TestRabbit one;

  private final Path directory;
  private final int port;
  private final int securePort;
  private final Process names;
  private final Process process;
  private final Connection connection;

  private TestRabbit(Path directory) throws IOException, GeneralSecurityException {
    this.directory = directory;
    List<Integer> free = freePorts(4);
    port = free.get(0);
    securePort = free.get(1);
    makeCertificate();
    // Otherwise the broker starts one of its own, which would stay behind.
    names =
        new ProcessBuilder("epmd", "-port", free.get(2).toString(), "-address", "127.0.0.1")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("names.log").toFile())
            .start();
    process = start(free.get(2), free.get(3));
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    connection = connected();
  }

  /** Started at the first call. */
  public static synchronized TestRabbit get() {
    if (one == null) {
      try {
        one = new TestRabbit(Files.createTempDirectory("heddle-rabbit-"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
    return one;
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      held.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket each : held) {
      each.close();
    }
    return ports;
  }

  private Process start(int namesPort, int clusterPort) throws IOException {
    Files.writeString(
        directory.resolve("rabbitmq.conf"),
        """
        listeners.tcp.1 = 127.0.0.1:%d
        listeners.ssl.1 = 127.0.0.1:%d
        ssl_options.certfile = %s
        ssl_options.keyfile = %s
        ssl_options.verify = verify_none
        ssl_options.fail_if_no_peer_cert = false
        default_user = %s
        default_pass = %s
        disk_free_limit.absolute = 1MB
        """
            .formatted(
                port,
                securePort,
                directory.resolve("server.crt"),
                directory.resolve("server.key"),
                USER,
                PASSWORD));
    ProcessBuilder builder =
        new ProcessBuilder("/usr/lib/rabbitmq/bin/rabbitmq-server")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "HOME", directory.toString(),
                "RABBITMQ_NODENAME", "heddle-" + port + "@localhost",
                "RABBITMQ_CONFIG_FILE", directory.resolve("rabbitmq.conf").toString(),
                "RABBITMQ_MNESIA_BASE", directory.resolve("data").toString(),
                "RABBITMQ_LOG_BASE", directory.resolve("logs").toString(),
                "RABBITMQ_ENABLED_PLUGINS_FILE", directory.resolve("plugins").toString(),
                "RABBITMQ_DIST_PORT", Integer.toString(clusterPort),
                "ERL_EPMD_PORT", Integer.toString(namesPort),
                "ERL_EPMD_ADDRESS", "127.0.0.1",
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "+S 1:1 +sbwt none"));
    return builder.start();
  }

  private Connection connected() throws IOException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(port);
    factory.setUsername(USER);
    factory.setPassword(PASSWORD);
    factory.setThreadFactory(Thread.ofPlatform().daemon().factory());
    Instant until = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        return factory.newConnection("test");
      } catch (IOException | TimeoutException notYet) {
        if (!process.isAlive() || Instant.now().isAfter(until)) {
          throw new IOException(
              "RabbitMQ did not start: " + Files.readString(directory.resolve("log")), notYet);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  private void makeCertificate() throws IOException, GeneralSecurityException {
    Path store = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1,dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    try {
      if (keytool.waitFor() != 0) {
        throw new IOException("keytool failed");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Files.writeString(
        directory.resolve("server.crt"),
        pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
    Files.writeString(
        directory.resolve("server.key"),
        pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded()));
  }

  private static String pem(String kind, byte[] bytes) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes), kind);
  }

  public int port() {
    return port;
  }

  int securePort() {
    return securePort;
  }

  /** The certificate of the broker, in PEM. */
  String authority() throws IOException {
    return Files.readString(directory.resolve("server.crt"));
  }

  /** Makes a durable queue whose rejected messages go to {@code NAME.dead}. */
  public void declare(String queue) throws IOException, TimeoutException {
    try (Channel channel = connection.createChannel()) {
      channel.queueDeclare(queue + ".dead", true, false, false, Map.of());
      channel.queueDeclare(
          queue,
          true,
          false,
          false,
          Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", queue + ".dead"));
    }
  }

  /** Puts messages in, durably; a null id is none. */
  public void publish(String queue, List<String> ids, List<byte[]> bodies)
      throws IOException, TimeoutException, InterruptedException {
    try (Channel channel = connection.createChannel()) {
      channel.confirmSelect();
      for (int i = 0; i < bodies.size(); i++) {
        AMQP.BasicProperties.Builder properties = new AMQP.BasicProperties.Builder();
        properties.deliveryMode(2).contentType("application/json");
        if (!ids.isEmpty()) {
          properties.messageId(ids.get(i));
        }
        channel.basicPublish("", queue, properties.build(), bodies.get(i));
      }
      channel.waitForConfirmsOrDie(PATIENCE.toMillis());
    }
  }

  /** How many wait that nobody has been handed. */
  public int waiting(String queue) throws IOException, TimeoutException {
    try (Channel channel = connection.createChannel()) {
      return channel.queueDeclarePassive(queue).getMessageCount();
    }
  }

  /** Takes a message out; null if there is none. */
  @Nullable GetResponse take(String queue) throws IOException, TimeoutException {
    try (Channel channel = connection.createChannel()) {
      return channel.basicGet(queue, true);
    }
  }

  private void stop() {
    connection.abort(1_000);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    names.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("left behind: " + directory + ": " + e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
