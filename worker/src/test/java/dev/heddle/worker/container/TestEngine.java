package dev.heddle.worker.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.heddle.values.Value;
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
import java.util.function.Function;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * A real container engine on a socket of its own, one of each kind for all tests of a JVM, with the
 * image {@link #IMAGE}. Its containers have no network, so it needs no bridge. Ends with the JVM.
 */
public final class TestEngine {

  /** Busybox and nothing else. */
  public static final String IMAGE = "tiny:1";

  private static final String PYTHON = "python:1";

  private static final List<String> PROGRAMS =
      List.of(
          "sh", "cat", "dd", "echo", "env", "grep", "head", "id", "ln", "ls", "mkdir", "sleep",
          "sort", "tail", "touch", "tr", "true", "uniq", "yes");

  /** Podman's usual limits are more than the tests may have in some containers. */
  private static final String PODMAN_LIMITS =
      """
      [containers]
      default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
      """;

  private static final int START_SECONDS = 60;

  private static @Nullable TestEngine docker;
  private static @Nullable TestEngine podman;

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

  /** Docker, started at the first call. */
  public static synchronized TestEngine get() {
    if (docker == null) {
      // of its own network: without a bridge it would remove that of the host's engine
      docker =
          started(directory ->
              List.of(
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
                  "--ip6tables=false"));
    }
    return docker;
  }

  /** Podman behind the same API, started at the first call. */
  static synchronized TestEngine podman() {
    if (podman == null) {
      podman =
          started(directory ->
              List.of(
                  "podman",
                  "--root",
                  directory.resolve("data").toString(),
                  "--runroot",
                  directory.resolve("exec").toString(),
                  "--tmpdir",
                  directory.resolve("tmp").toString(),
                  "--storage-driver=vfs",
                  "--cgroup-manager=cgroupfs",
                  "--events-backend=file",
                  "system",
                  "service",
                  "--time=0",
                  "unix://" + directory.resolve("socket")));
    }
    return podman;
  }

  private static TestEngine started(Function<Path, List<String>> command) {
    try {
      Path directory = Files.createTempDirectory("heddle-engine-");
      Path log = directory.resolve("log");
      ProcessBuilder builder =
          new ProcessBuilder(command.apply(directory))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder
          .environment()
          .put(
              "CONTAINERS_CONF",
              Files.writeString(directory.resolve("containers.conf"), PODMAN_LIMITS).toString());
      Process process = builder.start();
      TestEngine engine = new TestEngine(directory, process);
      Runtime.getRuntime().addShutdownHook(new Thread(engine::stop));
      engine.awaitAnswer(log);
      engine.importImage("docker.io/library/tiny", busybox());
      return engine;
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException("no container engine could be started", failure);
    }
  }

  private void awaitAnswer(Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try {
        client.pingCmd().exec();
        return;
      } catch (RuntimeException notYet) {
        if (System.nanoTime() > deadline || process.waitFor(50, TimeUnit.MILLISECONDS)) {
          throw new IOException("the engine: " + Files.readString(log), notYet);
        }
      }
    }
  }

  /** By hand: the client sends an archive in a form that this request does not read to its end. */
  private void importImage(String repository, byte[] archive) throws IOException {
    String head =
        "POST /images/create?fromSrc=-&repo="
            + repository
            + " HTTP/1.0\r\nHost: docker\r\nContent-Length: "
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
    // not with the import, where Podman does not read it
    client.tagImageCmd(repository + ":latest", repository, "1").exec();
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

  /** What {@link #IMAGE} is. */
  Value imageId() {
    return Value.of(client.inspectImageCmd(IMAGE).exec().getId());
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

  /**
   * An image of the Python and the Node of this host under several names.
   *
   * @param scripts text by name, in the directory where commands begin
   */
  public void interpreters(Map<String, String> scripts, String... names)
      throws IOException, InterruptedException {
    importImage("interpreters", PythonFiles.archiveWithNode(scripts));
    for (String name : names) {
      int colon = name.indexOf(':');
      client
          .tagImageCmd("interpreters:1", name.substring(0, colon), name.substring(colon + 1))
          .exec();
    }
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
