package dev.heddle.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresTest {
  @TempDir Path temporary;
  private Path home;

  @BeforeEach
  void createHome() throws IOException {
    home = TestHome.create(temporary);
  }

  @AfterEach
  void stopServer() throws IOException {
    TestHome.clear(home);
  }

  @Test
  void theFirstStartCreatesTheDatabaseAndLaterStartsFindItAgain() throws IOException, SQLException {
    Path fresh = TestHome.createEmpty(Files.createDirectory(temporary.resolve("fresh")));
    List<String> progress = new ArrayList<>();
    int port;
    try (var first = EmbeddedPostgres.open(fresh, progress::add)) {
      port = first.port();
      TestHome.execute(first, "create table kept as select 42 as answer");
    }
    assertThat(progress).containsExactly("creating the database …");
    progress.clear();
    try (var second = EmbeddedPostgres.open(fresh, progress::add)) {
      assertThat(TestHome.ask(second, "select answer from kept")).isEqualTo("42");
      assertThat(second.port()).isEqualTo(port);
    }
    assertThat(progress).isEmpty();
    TestHome.clear(fresh);
  }

  @Test
  void programsAreUnpackedOnceAndOlderOnesRemoved() throws IOException {
    Layout layout = Layout.create(temporary.resolve("unpacked"));
    Path old = Files.createDirectory(layout.root().resolve("software-1.0"));
    List<String> progress = new ArrayList<>();
    Software installed = Software.install(layout, progress::add);
    Software.install(layout, progress::add);
    assertThat(progress).containsExactly("unpacking PostgreSQL " + ServerVersion.full() + " …");
    assertThat(Path.of(installed.program("postgres"))).isExecutable();
    assertThat(old).doesNotExist();
    assertThat(Command.run(List.of(installed.program("postgres"), "--version"), ""))
        .contains(ServerVersion.full().replaceAll("\\.0$", ""));
  }

  @Test
  void aDataDirectoryOpenedToOthersIsClosedAgain() throws IOException {
    EmbeddedPostgres.open(home, message -> {}).close();
    Path data = TestHome.layout(home).data();
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    EmbeddedPostgres.open(home, message -> {}).close();
    assertThat(permissions(data)).isEqualTo("rwx------");
  }

  @Test
  void aPasswordThatOthersCouldReadIsRefused() throws IOException {
    EmbeddedPostgres.open(home, message -> {}).close();
    Path password = TestHome.layout(home).password();
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> EmbeddedPostgres.open(home, message -> {}))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("chmod 600 " + password)
        .hasMessageNotContaining(Files.readString(password).strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/heddle", "/dev/null/heddle"})
  void aHomeThatCannotBeWrittenIsNamed(String unwritable) {
    assertThatThrownBy(() -> EmbeddedPostgres.open(Path.of(unwritable), message -> {}))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining(unwritable)
        .hasMessageContaining("HEDDLE_HOME");
  }

  @Test
  void aHomeOfAnotherUserIsRefused() throws IOException {
    Layout.refuseForeign(temporary);
    boolean root = Files.getAttribute(temporary, "unix:uid").equals(0);
    Path foreign = root ? Files.createDirectory(temporary.resolve("foreign")) : Path.of("/");
    if (root) {
      Files.setAttribute(foreign, "unix:uid", 65_534);
    }
    assertThatThrownBy(() -> Layout.refuseForeign(foreign))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining(foreign + " belongs to user")
        .hasMessageContaining("HEDDLE_HOME");
  }

  @Test
  void anotherPortIsTakenWhenTheUsualOneIsInUse() throws IOException, SQLException {
    Files.writeString(TestHome.layout(home).port(), "0");
    try (var taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Files.writeString(TestHome.layout(home).port(), Integer.toString(taken.getLocalPort()));
      try (var server = EmbeddedPostgres.open(home, message -> {})) {
        assertThat(server.port()).isNotEqualTo(taken.getLocalPort());
        assertThat(TestHome.ask(server, "select 1")).isEqualTo("1");
      }
    }
  }

  @Test
  void aServerWithBrokenFilesIsReportedWithItsOwnWords() throws IOException {
    startAndStop(home);
    Files.writeString(TestHome.layout(home).data().resolve("PG_VERSION"), "9.6\n");
    assertThatThrownBy(() -> EmbeddedPostgres.open(home, message -> {}))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("did not start")
        .hasMessageContaining("9.6");
  }

  @Test
  void aLongLogIsPutAsideAtTheNextStart() throws IOException {
    Path log = TestHome.layout(home).log();
    Files.write(log, new byte[5 << 20]);
    EmbeddedPostgres.open(home, message -> {}).close();
    assertThat(log).content().contains("ready to accept connections").hasSizeLessThan(10_000);
    assertThat(log.resolveSibling("postgres.log.1")).hasSize(5 << 20);
  }

  private static void startAndStop(Path home) throws IOException {
    Postmaster server;
    try (var _ = EmbeddedPostgres.open(home, message -> {})) {
      server = TestHome.running(home);
    }
    TestHome.awaitExit(server);
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
