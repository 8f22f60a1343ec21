package dev.heddle.platform.artifacts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A real server of the S3 protocol, as a process of its own, which checks every signature. */
final class S3Server implements AutoCloseable {

  private static final Path JAR = Path.of("target/s3-server.jar");

  private final Process process;
  private final int port;

  private S3Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static S3Server start(Path directory) throws IOException {
    int port = freePort();
    Path properties = directory.resolve("s3.properties");
    Files.writeString(
        properties,
        """
        s3proxy.endpoint=http://127.0.0.1:%d
        s3proxy.authorization=aws-v4
        s3proxy.identity=tester
        s3proxy.credential=not-really-secret
        jclouds.provider=transient
        jclouds.identity=local
        jclouds.credential=local
        """
            .formatted(port));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-DLOG_LEVEL=info",
                "-jar",
                JAR.toAbsolutePath().toString(),
                "--properties",
                properties.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    awaitStart(process);
    return new S3Server(process, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The jar logs that it listens; what follows is read so that it never waits. */
  private static void awaitStart(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      if (line.contains("Started @") || line.contains("ServerConnector")) {
        Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
        return;
      }
    }
    throw new IOException("the S3 server did not start:\n" + said);
  }

  S3Address address(String bucket, String prefix) {
    return new S3Address(
        URI.create("http://127.0.0.1:" + port),
        "us-east-1",
        bucket,
        prefix,
        "tester",
        "not-really-secret",
        Optional.empty());
  }

  Map<String, String> variables() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3",
        "http://127.0.0.1:" + port,
        "AWS_ACCESS_KEY_ID",
        "tester",
        "AWS_SECRET_ACCESS_KEY",
        "not-really-secret");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
