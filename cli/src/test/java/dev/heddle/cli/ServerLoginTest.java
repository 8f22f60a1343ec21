package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a login keeps, and what it is worth. */
@DisplayName("S1-166, S1-172: logins at a server")
@ExtendWith(SharedServer.Extension.class)
final class ServerLoginTest {

  @TempDir private Path directory;
  private final SharedServer server;

  ServerLoginTest(SharedServer server) {
    this.server = server;
  }

  @Test
  @DisplayName("a login keeps its tokens where nobody else can read them, and shows them to nobody")
  void profilesAreKeptUnseen() throws IOException {
    Path file = Path.of(server.ada("config", "path").out().strip());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).contains(server.token());
    for (String[] command :
        new String[][] {
          {"config", "profiles"},
          {"config", "profiles", "-j"},
          {"config", "list"},
          {"auth", "whoami"}
        }) {
      CliRun run = server.ada(command);
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out() + run.err()).doesNotContain(server.token());
    }
    assertThat(server.ada("config", "profiles").out())
        .contains("default  yes     ada    " + server.address());
  }

  @Test
  void aFileOfTokensThatOthersCanReadIsNotUsed(@TempDir Path open) throws IOException {
    Path file = Files.writeString(open.resolve("profiles.json"), "{}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    CliRun run = CliRun.of(Map.of("HEDDLE_HOME", open.toString()), "", "config", "profiles");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("others can read it", "chmod 600");
  }

  @Test
  @DisplayName("a token that proves nothing is not kept, nor ever repeated")
  void wrongTokensAreRefused(@TempDir Path own) {
    Map<String, String> nobody = Map.of("HEDDLE_HOME", own.toString());
    CliRun run = CliRun.of(nobody, "hdl_canary", "login", server.address());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out() + run.err()).doesNotContain("canary");
    assertThat(own.resolve("profiles.json")).doesNotExist();
    CliRun wrong =
        CliRun.of(nobody, "no such password", "login", server.address(), "--user", "ada");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("Login and password do not fit");
  }

  @ParameterizedTest
  @CsvSource({"http://heddle.example.org, everybody on the way", "ftp://x, address of a server"})
  void tokensTravelEncrypted(String url, String message, @TempDir Path own) {
    CliRun run = CliRun.of(Map.of("HEDDLE_HOME", own.toString()), server.token(), "login", url);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  @DisplayName("S1-166: a session goes on by itself when its access token is good no longer")
  void sessionsAreRenewed() throws IOException {
    Path file = Path.of(server.viewer("config", "path").out().strip());
    String access = kept(file, "token");
    String refresh = kept(file, "refresh_token");
    Files.writeString(file, Files.readString(file).replace(access, "stale"));
    CliRun run = server.viewer("auth", "whoami", "-j");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.text("login")).isEqualTo("vic");
    assertThat(Files.readString(file)).doesNotContain("stale", refresh);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  @DisplayName("S1-166: own tokens are made, shown once, listed and revoked")
  void ownTokens() {
    CliRun made = server.ada("auth", "token", "create", "laptop", "--days", "1", "-j");
    String secret = made.text("token");
    assertThat(secret).startsWith("hdl_");
    assertThat(server.ada("auth", "token", "list").out()).contains("laptop").doesNotContain(secret);
    Map<String, String> withToken =
        Map.of(
            "HEDDLE_TOKEN",
            secret,
            "HEDDLE_API_URL",
            server.address(),
            "HEDDLE_HOME",
            directory.resolve("empty").toString());
    assertThat(CliRun.of(withToken, "", "auth", "whoami").exitCode()).isZero();
    assertThat(server.ada("auth", "token", "revoke", made.text("id")).exitCode()).isZero();
    CliRun dead = CliRun.of(withToken, "", "auth", "whoami");
    assertThat(dead.exitCode()).isEqualTo(1);
    assertThat(dead.err()).contains("log in with: heddle login");
  }

  @Test
  @DisplayName("S1-172: profiles are shown, chosen and changed; another server gets no token")
  void profilesAreChosen() throws IOException {
    Map<String, String> eve = server.somebody("eve");
    assertThat(
            CliRun.of(eve, server.token(), "login", server.address(), "--profile", "one")
                .exitCode())
        .isZero();
    assertThat(CliRun.of(eve, "", "config", "get", "server").out().strip())
        .isEqualTo(server.address());
    assertThat(CliRun.of(eve, "", "config", "use", "local").out()).contains("local is in use");
    assertThat(CliRun.of(eve, "", "config", "use", "none").exitCode()).isEqualTo(2);
    assertThat(CliRun.of(eve, "", "--profile", "one", "auth", "whoami").exitCode()).isZero();
    assertThat(CliRun.of(eve, "", "config", "list", "-j").out()).contains("\"local\"");
    assertThat(
            CliRun.of(eve, "", "--profile", "one", "config", "set", "server", "http://localhost:1")
                .exitCode())
        .isZero();
    assertThat(Files.readString(Path.of(CliRun.of(eve, "", "config", "path").out().strip())))
        .doesNotContain(server.token());
  }

  @Test
  @DisplayName("security row 19: logout ends the token at the server, too")
  void logoutEndsTheToken() throws IOException {
    Map<String, String> max = server.somebody("max");
    CliRun.of(max, SharedServer.PASSWORD, "login", server.address(), "--user", "vic");
    String access = kept(Path.of(CliRun.of(max, "", "config", "path").out().strip()), "token");
    assertThat(CliRun.of(max, "", "logout").out()).contains("logged out of " + server.address());
    CliRun dead =
        CliRun.of(
            Map.of("HEDDLE_TOKEN", access, "HEDDLE_HOME", directory.resolve("empty").toString()),
            "",
            "--api-url",
            server.address(),
            "auth",
            "whoami");
    assertThat(dead.exitCode()).isEqualTo(1);
    assertThat(CliRun.of(max, "", "rule", "list").err()).contains("heddle login");
  }

  /** What a file of profiles keeps in the usual one. */
  private static String kept(Path file, String name) throws IOException {
    MapValue book = (MapValue) Json.read(Files.readString(file));
    MapValue profiles = (MapValue) book.getOr("profiles", MapValue.EMPTY);
    MapValue profile = (MapValue) profiles.getOr("default", MapValue.EMPTY);
    return ((TextValue) profile.getOr(name, Value.nothing())).text();
  }
}
