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
  @DisplayName("S1-163, S1-172: work is put into queues, which are made, paused and deleted")
  void queuesAreFilled() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("queue.yaml"),
            "{ref: news.more_work, dispatch_action: news.look, enabled: false}");
    assertThat(server.ada("queue", "create", file.toString()).out())
        .isEqualTo("news.more_work is made\n");
    CliRun put =
        server.ada(
            "queue", "push", "news.more_work", "{\"a\": 1}", "--key", "k", "--priority", "5");
    assertThat(put.out()).matches("item \\d+ of news.more_work is queued\n");
    CliRun read = server.adaWith("{\"a\": 2}", "queue", "push", "news.more_work");
    assertThat(read.exitCode()).as(read.err()).isZero();
    assertThat(server.ada("queue", "push", "news.more_work", "17").exitCode()).isEqualTo(2);
    Golden.check(
        "server-queue-items.json",
        server
            .ada("queue", "items", "news.more_work", "-j")
            .out()
            .replaceAll("(\"id\": \")\\d+", "$1<number>"));
    assertThat(server.ada("queue", "update", "news.more_work", file.toString()).exitCode())
        .isZero();
    String item = put.out().split(" ", -1)[1];
    assertThat(server.ada("queue", "cancel", "news.more_work", item).out())
        .contains("is cancelled");
    assertThat(server.ada("queue", "delete", "news.more_work").out())
        .isEqualTo("news.more_work is deleted\n");

    assertThat(server.ada("queue", "pause", "news.branches").out())
        .isEqualTo("news.branches is paused\n");
    assertThat(server.ada("queue", "list").out())
        .containsPattern("news\\.branches +paused +news\\.look");
    assertThat(server.ada("queue", "resume", "news.branches").out())
        .isEqualTo("news.branches is on again\n");
    CliRun ofPack = server.ada("queue", "delete", "news.branches");
    assertThat(ofPack.exitCode()).isEqualTo(1);
    assertThat(ofPack.err()).contains("file of its pack");
    CliRun unfit = server.ada("queue", "push", "news.branches", "{}");
    assertThat(unfit.exitCode()).isEqualTo(2);
    assertThat(unfit.err()).contains("branch");
  }

  @Test
  @DisplayName("S1-170, S1-172: files are uploaded, listed, shown, downloaded and deleted")
  void artifactsAreKept() throws IOException {
    Path file = Files.write(directory.resolve("page"), new byte[] {0, -1, 'a'});
    String[] upload = {
      "artifact", "upload", "news.page", file.toString(), "--owner", "pack:news", "--keep", "1"
    };
    assertThat(server.ada(upload).out()).isEqualTo("news.page has version 1\n");
    assertThat(server.here("artifact", "upload", "news.page", file.toString()).out())
        .isEqualTo("news.page has version 2\n");
    String[] list = {"artifact", "list", "--owner", "pack:news", "-j"};
    String[] show = {"artifact", "show", "news.page", "-j"};
    Golden.check("server-artifact-list.json", server.ada(list).out());
    Golden.check("server-artifact-show.json", server.ada(show).out());
    assertThat(server.here(list).out()).isEqualTo(server.ada(list).out());
    assertThat(server.here(show).out()).isEqualTo(server.ada(show).out());

    Path there = directory.resolve("there");
    assertThat(server.ada("artifact", "download", "news.page", there.toString()).out())
        .isEqualTo("news.page is in " + there + "\n");
    assertThat(there).hasSameBinaryContentAs(file);
    Path here = directory.resolve("here");
    server.here("artifact", "download", "news.page", here.toString(), "--version", "2");
    assertThat(here).hasSameBinaryContentAs(file);
    assertThat(server.ada("artifact", "download", "news.page").err()).contains("is not UTF-8 text");
    assertThat(server.ada("artifact", "download", "news.page", "--version", "1").exitCode())
        .isEqualTo(1);
    assertThat(server.viewer("artifact", "delete", "news.page").exitCode()).isEqualTo(1);
    assertThat(server.ada("artifact", "delete", "news.page").out())
        .isEqualTo("news.page is deleted\n");
    assertThat(server.ada("artifact", "list", "--owner", "news").exitCode()).isEqualTo(2);
  }

  @Test
  @DisplayName("S1-170: what an execution printed is an artifact, here and there")
  void outputsAreArtifacts() {
    String ref = "execution." + server.execution() + ".stdout";
    CliRun list = server.ada("artifact", "list", "--execution", server.execution());
    assertThat(list.out()).contains(ref, ref.replace("stdout", "stderr"), "action core.echo");
    CliRun printed = server.ada("artifact", "download", ref);
    assertThat(printed.exitCode()).as(printed.err()).isZero();
    assertThat(printed.out()).as("core.echo returns its message and prints nothing").isEmpty();
    assertThat(server.here("artifact", "download", ref).out()).isEmpty();
    assertThat(server.ada("artifact", "download", "execution.nothing1.stdout").exitCode())
        .isEqualTo(1);
  }

  @Test
  @DisplayName(
      "S1-172: subscriptions are made, shown, switched and deleted; the secret is said once")
  void subscriptionsAreMade() throws IOException {
    CliRun made =
        server.ada(
            "subscription", "create", "news.chat", "https://example.org/hook", "--filter", "all");
    assertThat(made.exitCode()).as(made.err()).isZero();
    String secret = made.out().strip().replaceAll(".* ", "");
    assertThat(secret).hasSizeGreaterThan(20);
    CliRun shown = server.ada("subscription", "show", "news.chat", "-j");
    assertThat(shown.out()).doesNotContain(secret);
    Golden.check("server-subscription-show.json", shown.out());
    assertThat(server.ada("subscription", "disable", "news.chat").out())
        .isEqualTo("news.chat is told no more\n");
    assertThat(server.ada("subscription", "list").out())
        .containsPattern("news\\.chat +no +all +https://example.org/hook");
    assertThat(server.ada("subscription", "enable", "news.chat", "-j").out())
        .contains("\"enabled\": true");
    assertThat(server.ada("subscription", "deliveries", "news.chat").out())
        .isEqualTo("no deliveries\n");
    assertThat(server.ada("subscription", "retry", "news.chat", "1").exitCode()).isEqualTo(1);
    assertThat(server.ada("subscription", "delete", "news.chat").out())
        .isEqualTo("news.chat is deleted\n");
  }

  @Test
  @DisplayName("S1-172: a pack of this machine is sent to a server, as a directory or an archive")
  void packsAreUploaded() throws IOException {
    Path pack = Files.createDirectory(directory.resolve("sent"));
    Files.writeString(
        pack.resolve("pack.yaml"), "{ref: sent, label: Sent, description: Sent, version: '1'}");
    CliRun sent = server.ada("pack", "upload", pack.toString());
    assertThat(sent.err()).isEmpty();
    assertThat(sent.out()).isEqualTo("the pack sent is installed, version 1\n");
    assertThat(server.ada("pack", "upload", pack.toString()).exitCode()).isEqualTo(1);
    CliRun again = server.ada("pack", "upload", pack.toString(), "--force", "-j");
    assertThat(again.out()).doesNotContain(directory.toString());
    Golden.check("server-pack-upload.json", again.out());
    CliRun viewer = server.viewer("pack", "upload", pack.toString(), "--force");
    assertThat(viewer.exitCode()).isEqualTo(1);
    Files.writeString(pack.resolve("pack.yaml"), "{ref: sent, label: Sent, version: [1]}");
    assertThat(server.ada("pack", "upload", pack.toString(), "--force").err())
        .contains("pack.yaml:1:");
    Path wrong = Files.writeString(directory.resolve("wrong.zip"), "no zip");
    assertThat(server.ada("pack", "upload", wrong.toString()).err())
        .contains("uploaded wrong.zip: there is no pack.yaml in it");
    Files.createSymbolicLink(pack.resolve("out"), directory);
    assertThat(server.ada("pack", "upload", pack.toString()).err())
        .contains("`out` in it is a link that leads out of it");
    assertThat(server.ada("pack", "upload", directory + "/nothing").exitCode()).isEqualTo(2);
    assertThat(server.ada("pack", "uninstall", "sent").exitCode()).isZero();
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
