package dev.heddle.platform.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.engine.port.ArtifactStore.Access;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.testkit.contract.ArtifactStoreContract;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileArtifactStoreTest extends ArtifactStoreContract {

  private static final ServerKey KEY =
      new ServerKey("a key that only tests have, and long enough to be one");
  private static final ArtifactPath PATH = ArtifactPath.output(new ExecutionId(1), "a");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long LARGEST = 400_000;

  private static final int PATIENCE_MILLIS = 30_000;

  @TempDir Path directory;

  @Override
  protected ArtifactStore open(InstantSource clock) {
    return new FileArtifactStore(
        new ArtifactFiles(directory.resolve("objects"), LARGEST),
        new Grants(KEY, clock),
        directory.resolve("sockets"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/etc/passwd",
        "a/../b",
        "..",
        "a/..",
        "a//b",
        "a/",
        ".incoming/x",
        "a/.hidden",
        "a\\..\\b",
        "a%2fb",
        "a\0b",
        "a\nb",
        "ä",
      })
  @DisplayName("Security row 11: what is no plain path is no path of an object")
  void wildPathsAreNone(String text) {
    assertThat(ArtifactPath.isPath(text)).isFalse();
    assertThatThrownBy(() -> new ArtifactPath(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "%252e%252e%252fetc/passwd",
        "Task_Output/000000000000001/a/output.txt",
        "..%5c..%5cetc",
        "%00",
        "x.y",
        ".",
      })
  @DisplayName("Security row 11: nothing in an address is taken as a path")
  void addressesAreNoPaths(String address) throws Exception {
    try (ArtifactStore store = open(InstantSource.system())) {
      store.put(PATH, new byte[1]);
      int port = store.sign(PATH, Access.READ, HOUR).getPort();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket
            .getOutputStream()
            .write(
                ("GET /" + address + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(answer).matches("(?s)HTTP/1.1 40[0-4] .*").doesNotContain("root:");
      }
    }
  }

  @Test
  @DisplayName("S3-50: sockets for containers answer what is signed, and die with their process")
  void socketsForContainers() throws Exception {
    Path sockets = directory.resolve("sockets");
    Files.createDirectories(sockets);
    Path dead = Files.createFile(sockets.resolve("dead.sock"));
    try (ArtifactStore store = open(InstantSource.system());
        ArtifactStore other = open(InstantSource.system())) {
      store.put(PATH, "content".getBytes(StandardCharsets.UTF_8));
      String grant = store.sign(PATH, Access.READ, HOUR).getRawPath();
      assertThat(store.socketDirectory()).hasValue(sockets);
      assertThat(other.socketDirectory()).hasValue(sockets);
      assertThat(dead).doesNotExist();
      List<Path> both = sockets(sockets);
      assertThat(both).hasSize(2);
      for (Path each : both) {
        assertThat(ask(each, "GET", grant)).startsWith("HTTP/1.1 200 ").endsWith("content");
        assertThat(ask(each, "PUT", grant)).startsWith("HTTP/1.1 403 ");
        assertThat(ask(each, "GET", grant + "x")).startsWith("HTTP/1.1 403 ");
      }
    }
    assertThat(sockets(sockets)).isEmpty();
  }

  private static List<Path> sockets(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static String ask(Path socket, String method, String path) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      String request = method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
      return new String(
          Channels.newInputStream(channel).readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  @DisplayName("Security row 10: a link among the objects is not followed")
  void linksAreNotFollowed() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    try (ArtifactStore store = open(InstantSource.system())) {
      store.put(PATH, new byte[1]);
      Path file = directory.resolve("objects").resolve(PATH.text());
      Files.delete(file);
      Files.createSymbolicLink(file, secret);
      assertThatThrownBy(() -> store.open(PATH)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> store.put(PATH, new byte[1])).isInstanceOf(IOException.class);
      assertThat(Files.readString(secret)).isEqualTo("secret");
    }
  }

  @Test
  @DisplayName("Security row 26: a body beyond the limit is refused and leaves nothing")
  void bodiesAreBounded() throws Exception {
    try (ArtifactStore store = open(InstantSource.system());
        HttpClient http = HttpClient.newHttpClient()) {
      URI url = store.sign(PATH, Access.WRITE, HOUR);
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(url)
                  .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new Endless(LARGEST + 1)))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(store.open(PATH)).isEmpty();
      try (Stream<Path> parts = Files.list(directory.resolve("objects/.incoming"))) {
        assertThat(parts).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("Security row 26: nothing is read of a body whose URL is not good")
  void aBadUrlCostsNothing() throws Exception {
    try (ArtifactStore store = open(InstantSource.system());
        Socket socket =
            new Socket(
                InetAddress.getLoopbackAddress(), store.sign(PATH, Access.WRITE, HOUR).getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket
          .getOutputStream()
          .write(
              "PUT /forged.signature HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000000\r\n\r\n"
                  .getBytes(StandardCharsets.ISO_8859_1));
      byte[] answer = socket.getInputStream().readNBytes(12);
      assertThat(new String(answer, StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1 403");
    }
  }

  @Test
  void otherMethodsAreNotAllowed() throws Exception {
    try (ArtifactStore store = open(InstantSource.system());
        HttpClient http = HttpClient.newHttpClient()) {
      URI url = store.sign(PATH, Access.READ, HOUR);
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(url).DELETE().build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).contains("GET, PUT");
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void onlyTheOwnerMayLookInside() throws Exception {
    try (ArtifactStore store = open(InstantSource.system())) {
      store.put(PATH, new byte[1]);
    }
    Path objects = directory.resolve("objects");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(objects)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(objects.resolve(PATH.text()))))
        .isEqualTo("rw-------");
  }

  @Test
  void anotherKeyRefuses() {
    String grant = new Grants(KEY, InstantSource.system()).grant(PATH, Access.READ, HOUR);
    ServerKey other = new ServerKey("another key that only tests have, and long enough as well");
    assertThat(new Grants(other, InstantSource.system()).verify(grant, Access.READ))
        .isEqualTo(new Grant.Refused());
    assertThat(new Grants(KEY, InstantSource.system()).verify(grant, Access.READ))
        .isEqualTo(new Grant.Valid(PATH));
    assertThat(new Grants(KEY, InstantSource.system()).verify(grant + "x", Access.READ))
        .isEqualTo(new Grant.Refused());
    assertThat(new Grants(KEY, InstantSource.system()).verify("x".repeat(5000) + ".y", Access.READ))
        .isEqualTo(new Grant.Refused());
  }

  /** So many zeros. */
  private static final class Endless extends InputStream {
    private long left;

    Endless(long size) {
      left = size;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      left -= count;
      return count;
    }
  }
}
