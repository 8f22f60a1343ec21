package dev.heddle.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be seen of a running server without changing it. */
class RunningServerTest {
  @TempDir static Path temporary;
  private static Path home;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void open() throws IOException {
    home = TestHome.create(temporary);
    server = EmbeddedPostgres.open(home, message -> {});
  }

  @AfterAll
  static void close() throws IOException {
    server.close();
    TestHome.clear(home);
  }

  @ParameterizedTest
  @CsvSource({
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "listen_addresses, 127.0.0.1",
    "server_encoding, UTF8",
    "password_encryption, scram-sha-256",
  })
  void theServerIsDurableAndListensOnThisMachineOnly(String setting, String value)
      throws SQLException {
    assertThat(TestHome.ask(server, "select current_setting('" + setting + "')")).isEqualTo(value);
  }

  @Test
  @DisplayName("Sec16: the role owns its database, has no other powers, and nobody else logs in")
  void theRoleOwnsItsDatabaseAndIsNoSuperuser() throws SQLException {
    assertThat(
            TestHome.ask(
                server,
                """
                select concat_ws(' ', rolsuper, rolcreaterole, rolcreatedb, rolreplication,
                                 rolbypassrls, d.datname)
                from pg_roles r join pg_database d on d.datdba = r.oid
                where rolname = current_user
                """))
        .isEqualTo("f f f f f heddle");
    assertThatThrownBy(() -> TestHome.execute(server, "copy (select 1) to program 'cat'"))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> TestHome.connect(server, "postgres", "postgres").close())
        .hasMessageContaining("no pg_hba.conf entry");
  }

  @ParameterizedTest
  @CsvSource({
    ".,            rwx------",
    "data-18,      rwx------",
    "password,     rw-------",
    "data-18/postgresql.conf, rw-------",
  })
  void otherUsersOfTheMachineSeeNothing(String file, String permissions) throws IOException {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(TestHome.layout(home).root().resolve(file))))
        .isEqualTo(permissions);
  }

  @Test
  void theServerIsInASessionOfItsOwnAndWritesToItsLog() throws IOException {
    Path process = Path.of("/proc", Long.toString(TestHome.running(home).pid()));
    String afterName = Files.readString(process.resolve("stat")).replaceAll(".*\\) ", "");
    String session = afterName.split(" ", -1)[3];
    assertThat(process.getFileName().toString()).isEqualTo(session);
    for (String descriptor : List.of("fd/1", "fd/2")) {
      assertThat(Files.readSymbolicLink(process.resolve(descriptor)))
          .isEqualTo(TestHome.layout(home).log());
    }
  }
}
