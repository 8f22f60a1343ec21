package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is stored on a server: keys, policies, packs and workflows. */
@DisplayName("S1-127, S1-172: what is stored, from the command line")
@ExtendWith(SharedServer.Extension.class)
final class ServerContentTest {

  @TempDir private Path directory;
  private final SharedServer server;

  ServerContentTest(SharedServer server) {
    this.server = server;
  }

  @Test
  void keysAndPoliciesAreSet() throws IOException {
    CliRun set = server.adaWith("canary\n", "key", "set", "from.afar", "--secret");
    assertThat(set.out()).isEqualTo("secret from.afar is set\n");
    assertThat(server.ada("key", "list").out()).contains("from.afar").doesNotContain("canary");
    assertThat(server.ada("key", "delete", "from.afar").out()).isEqualTo("from.afar is deleted\n");
    assertThat(server.ada("key", "delete", "from.afar").exitCode()).isEqualTo(1);
    Path file =
        Files.writeString(
            directory.resolve("policy.yaml"),
            "{ref: news.one, scope: action, action_ref: news.build, concurrency: {limit: 1}}");
    assertThat(server.ada("policy", "set", file.toString()).out())
        .isEqualTo("news.one is in force: 1 at once\n");
    assertThat(server.ada("policy", "show", "news.one").out()).contains("0 in use, 0 waiting");
    assertThat(server.ada("policy", "delete", "news.one").exitCode()).isZero();
  }

  @Test
  @DisplayName("S1-127: a workflow is uploaded, replaced with --force, executed and deleted")
  void workflowsAreUploaded() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("more.yaml"),
            "{ref: news.more, label: More, version: '1', tasks: [{name: a, action: core.noop}]}");
    assertThat(server.ada("pack", "create", "made").out()).isEqualTo("the pack made is made\n");
    assertThat(server.ada("pack", "list").out()).contains("news", "made");
    assertThat(server.ada("pack", "uninstall", "made").exitCode()).isZero();
    assertThat(server.ada("workflow", "upload", file.toString(), "--pack", "news").out())
        .isEqualTo("news.more is stored, version 1\n");
    assertThat(server.ada("workflow", "upload", file.toString(), "--pack", "news").exitCode())
        .isEqualTo(1);
    Files.writeString(file, Files.readString(file).replace("'1'", "'2'"));
    assertThat(server.ada("workflow", "upload", file.toString(), "--pack", "news", "--force").out())
        .isEqualTo("news.more is stored, version 2\n");
    assertThat(server.ada("workflow", "delete", "news.more").exitCode()).isZero();
    CliRun wrong =
        server.adaWith("{ref: news.bad, tasks: 5}", "workflow", "upload", "-", "--pack", "news");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("tasks");
  }
}
