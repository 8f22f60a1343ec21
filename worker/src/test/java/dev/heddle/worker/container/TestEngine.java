package dev.heddle.worker.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * A real Docker engine on a socket of its own, one for all tests of a JVM, with the image {@link
 * #IMAGE}. Its containers have no network, so it needs no bridge. Ends with the JVM.
 */
public final class TestEngine {

  /** Busybox and nothing else. */
  public static final String IMAGE = "tiny:1";

  private static final String PYTHON = "python:1";

  private static final List<String> PROGRAMS =
      List.of(
          "sh", "cat", "dd", "echo", "env", "grep", "head", "id", "ln", "ls", "mkdir", "sleep",
          "sort", "tail", "touch", "tr", "true", "uniq", "yes");
  private static final int START_SECONDS = 60;

  private static @Nullable TestEngine running;

  private final Path directory;
  private final Process process;
  private final DockerClient client;
  private boolean hasPython;

  private TestEngine(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerHost(address()).build();
    this.client =
        DockerClientImpl.getInstance(
            config,
            new ZerodepDockerHttpClient.Builder().dockerHost(URI.create(address())).build());
  }

  /** The engine, started at the first call. */
  public static synchronized TestEngine get() {
    if (running == null) {
      try {
        running = start();
      } catch (IOException | InterruptedException failure) {
        throw new IllegalStateException("no Docker engine could be started", failure);
      }
    }
    return running;
  }

  private static TestEngine start() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("heddle-docker-");
    Path log = directory.resolve("log");
    Process process =
        new ProcessBuilder(
                // of its own network: without a bridge it would remove that of the host's engine
                "unshare",
                "--net",
                "sh",
                "-c",
                "/bin/busybox ifconfig lo up && exec \"$0\" \"$@\"",
                "dockerd",
                "--data-root",
                directory.resolve("data").toString(),
                "--exec-root",
                directory.resolve("exec").toString(),
                "--pidfile",
                directory.resolve("pid").toString(),
                "--host",
                "unix://" + directory.resolve("socket"),
                "--bridge=none",
                "--iptables=false",
                "--ip6tables=false")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    TestEngine engine = new TestEngine(directory, process);
    Runtime.getRuntime().addShutdownHook(new Thread(engine::stop));
    engine.awaitAnswer(log);
    engine.importImage("tiny", busybox());
    return engine;
  }

  private void awaitAnswer(Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try {
        client.pingCmd().exec();
        return;
      } catch (RuntimeException notYet) {
        if (System.nanoTime() > deadline || process.waitFor(50, TimeUnit.MILLISECONDS)) {
          throw new IOException("dockerd: " + Files.readString(log), notYet);
        }
      }
    }
  }

  /** By hand: the client sends an archive in a form that this request does not read to its end. */
  private void importImage(String repository, byte[] archive) throws IOException {
    String head =
        "POST /images/create?fromSrc=-&repo="
            + repository
            + "&tag=1 HTTP/1.0\r\nHost: docker\r\nContent-Length: "
            + archive.length
            + "\r\n\r\n";
    try (SocketChannel channel =
        SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("socket")))) {
      for (byte[] part : List.of(head.getBytes(StandardCharsets.US_ASCII), archive)) {
        ByteBuffer bytes = ByteBuffer.wrap(part);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      String answer =
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
      if (!answer.contains(" 200 ") || answer.contains("\"error\"")) {
        throw new IOException("the image was not imported: " + answer);
      }
    }
  }

  private static byte[] busybox() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry program = new TarArchiveEntry("bin/busybox");
      byte[] content = Files.readAllBytes(Path.of("/bin/busybox"));
      program.setSize(content.length);
      program.setMode(0100755);
      tar.putArchiveEntry(program);
      tar.write(content);
      tar.closeArchiveEntry();
      for (String name : PROGRAMS) {
        TarArchiveEntry link = new TarArchiveEntry("bin/" + name, TarConstants.LF_SYMLINK);
        link.setLinkName("busybox");
        tar.putArchiveEntry(link);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Gives {@link #IMAGE} another name. */
  public void name(String repository, String tag) {
    client.tagImageCmd(IMAGE, repository, tag).exec();
  }

  /** The image with the Python of this host, made at the first call; needs an interpreter. */
  public synchronized String python() {
    if (!hasPython) {
      try {
        importImage("python", PythonFiles.archive());
      } catch (IOException | InterruptedException failure) {
        throw new IllegalStateException("no image with Python could be made", failure);
      }
      hasPython = true;
    }
    return PYTHON;
  }

  /** Where it listens. */
  public String address() {
    return "unix://" + directory.resolve("socket");
  }

  public DockerClient client() {
    return client;
  }

  /** What a process needs in its environment to run steps here. */
  public Map<String, String> environment() {
    return Map.of(
        ContainerSettings.ENGINE_VARIABLE, address(), ContainerSettings.NETWORK_VARIABLE, "none");
  }

  /** Starts a program that the engine, and nobody else, reaches on the loopback interface. */
  Process startBeside(String... command) throws IOException {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("nsenter", "--net=/proc/" + process.pid() + "/ns/net"));
    words.addAll(List.of(command));
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** All containers, also those that have ended. */
  public List<Container> containers() {
    return client.listContainersCmd().withShowAll(true).exec();
  }

  private void stop() {
    try {
      for (Container container : containers()) {
        client.removeContainerCmd(container.getId()).withForce(true).exec();
      }
    } catch (RuntimeException failure) {
      // it ends anyway
    }
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      new ProcessBuilder("rm", "-rf", directory.toString()).start().waitFor();
    } catch (IOException | InterruptedException failure) {
      Thread.currentThread().interrupt();
    }
  }
}
