package dev.heddle.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several programs and one server. */
@Timeout(60)
class SharedServerTest {
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
  void programsThatStartAtOnceShareOneServerAndTheLastOneStopsIt() throws Exception {
    try (ChildJvm one = ChildJvm.start(home);
        ChildJvm two = ChildJvm.start(home);
        ChildJvm three = ChildJvm.start(home)) {
      String port = one.nextLine();
      assertThat(port).startsWith("port ");
      assertThat(two.nextLine()).isEqualTo(port);
      assertThat(three.nextLine()).isEqualTo(port);
      Postmaster server = TestHome.running(home);
      one.leave();
      three.leave();
      assertThat(server.answers()).isTrue();
      two.leave();
      TestHome.awaitExit(server);
      assertThat(TestHome.layout(home).postmasterPid()).doesNotExist();
    }
  }

  @Test
  void aKilledProgramLeavesTheServerToTheNext() throws Exception {
    Postmaster server;
    try (ChildJvm killed = ChildJvm.start(home)) {
      killed.nextLine();
      server = TestHome.running(home);
      killed.kill();
    }
    assertThat(server.answers()).isTrue();
    try (var next = EmbeddedPostgres.open(home, message -> {})) {
      assertThat(next.port()).isEqualTo(server.port());
      assertThat(TestHome.running(home).pid()).isEqualTo(server.pid());
    }
    TestHome.awaitExit(server);
  }

  @Test
  void aProgramThatLeavesDoesNotTakeTheServerFromOthersEvenIfItStartedIt() throws Exception {
    try (ChildJvm starter = ChildJvm.start(home)) {
      starter.nextLine();
      try (var joined = EmbeddedPostgres.open(home, message -> {})) {
        starter.leave();
        assertThat(TestHome.ask(joined, "select 1")).isEqualTo("1");
      }
    }
  }

  @Test
  void newcomersNeverJoinAServerThatIsStopping() throws Exception {
    long previous = 0;
    for (int round = 0; round < 5; round++) {
      try (var server = EmbeddedPostgres.open(home, message -> {})) {
        assertThat(TestHome.ask(server, "select 1")).isEqualTo("1");
        assertThat(TestHome.running(home).pid()).isNotEqualTo(previous);
        previous = TestHome.running(home).pid();
      }
    }
  }

  @Test
  void aServerWhoseLeaverDiedBeforeTellingItIsStoppedByTheNewcomer() throws Exception {
    try (ChildJvm leaver = ChildJvm.start(home)) {
      leaver.nextLine();
      Postmaster old = TestHome.running(home);
      Files.writeString(TestHome.layout(home).stopping(), Long.toString(old.pid()));
      leaver.kill();
      try (var next = EmbeddedPostgres.open(home, message -> {})) {
        assertThat(TestHome.running(home).pid()).isNotEqualTo(old.pid());
        assertThat(TestHome.ask(next, "select 1")).isEqualTo("1");
      }
    }
  }

  @Test
  void usersWithinOneProgramShareItsServer() throws IOException, SQLException {
    try (var one = EmbeddedPostgres.open(home, message -> {})) {
      Path otherSpelling = home.resolve("..").resolve(home.getFileName());
      var two = EmbeddedPostgres.open(otherSpelling, message -> {});
      assertThat(two.port()).isEqualTo(one.port());
      two.close();
      two.close();
      assertThat(TestHome.ask(one, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void committedDataSurvivesTheDeathOfTheServer() throws Exception {
    try (var server = EmbeddedPostgres.open(home, message -> {})) {
      TestHome.execute(server, "create table kept as select 42 as answer");
      kill(TestHome.running(home));
    }
    assertThat(TestHome.layout(home).postmasterPid()).exists();
    try (var next = EmbeddedPostgres.open(home, message -> {})) {
      assertThat(TestHome.ask(next, "select answer from kept")).isEqualTo("42");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStaleProcessFileIsNoObstacle(boolean numberReused) throws Exception {
    String lines;
    try (var _ = EmbeddedPostgres.open(home, message -> {})) {
      lines = Files.readString(TestHome.layout(home).postmasterPid());
      kill(TestHome.running(home));
    }
    long pid = numberReused ? ProcessHandle.current().pid() : 4_194_305; // above Linux's maximum
    Files.writeString(
        TestHome.layout(home).postmasterPid(), lines.replaceFirst("\\d+", Long.toString(pid)));
    try (var next = EmbeddedPostgres.open(home, message -> {})) {
      assertThat(TestHome.ask(next, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void oneErrorSaysWhatToDoWhenTheServerCannotBeRun() throws Exception {
    try (ChildJvm child = ChildJvm.startWithoutPath(home)) {
      assertThat(child.nextLine()).contains("HEDDLE_DATABASE_URL").doesNotContain("Exception");
    }
  }

  private static void kill(Postmaster server) {
    ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
    TestHome.awaitExit(server);
  }
}
