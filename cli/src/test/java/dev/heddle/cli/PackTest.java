package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("heddle pack")
@Timeout(60)
final class PackTest {

  private static final String DEMO = Path.of("..", "examples", "packs", "demo").toString();

  @Test
  @DisplayName("S1-139, S1-142: install, list, upgrade and uninstall")
  void lifeOfAPack() throws IOException {
    try (TestHome home = new TestHome()) {
      assertThat(home.run("pack", "list").out()).contains("no packs; install one");
      assertThat(home.run("pack", "install", DEMO).out()).startsWith("the pack demo is installed");
      CliRun again = home.run("pack", "install", DEMO);
      assertThat(again.exitCode()).isEqualTo(1);
      assertThat(again.err()).contains("installed already", "hint: --force replaces it");
      assertThat(home.run("pack", "install", DEMO, "--force", "-j").out())
          .contains("\"checksum\": \"sha256:", "\"source\": \"");
      assertThat(home.run("pack", "list").out()).contains("demo", "examples/packs/demo");
      assertThat(home.run("pack", "uninstall", "demo").out())
          .isEqualTo("the pack demo is removed\n");
      assertThat(home.run("pack", "uninstall", "demo").exitCode()).isEqualTo(1);
      assertThat(home.run("pack", "upload", DEMO).out()).startsWith("the pack demo is installed");
      assertThat(home.run("pack", "list").out()).contains("uploaded demo.zip");
    }
  }

  @Test
  @DisplayName("S1-135: settings are shown, set and unset; a secret comes from standard input only")
  void settingsOfAPack(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("pack.yaml"),
        """
        ref: tuned
        label: Tuned
        description: A pack with settings
        version: "1"
        conf_schema:
          region: { type: string, default: us, description: Where }
          token: { type: string, secret: true, required: true }
        """);
    try (TestHome home = new TestHome()) {
      CliRun install = home.run("pack", "install", folder.toString());
      assertThat(install.err()).contains("the setting `token` needs a value");
      assertThat(home.run("pack", "config", "tuned").out())
          .contains("region   us     pack     Where", "token    -      missing");
      CliRun refused = home.run("pack", "config", "tuned", "--set", "token=canary");
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err()).contains("--set-secret token").doesNotContain("canary");
      CliRun set =
          home.runWithInput(
              "canary\n", "pack", "config", "tuned", "--set", "region=5", "--set-secret", "token");
      assertThat(set.out()).contains("region   5         set", "token    [secret]  set");
      CliRun shown = home.run("pack", "show", "tuned", "-j");
      assertThat(shown.out()).contains("\"[secret]\"", "\"value\": \"5\"");
      assertThat(set.out() + shown.out()).doesNotContain("canary");
      assertThat(home.run("pack", "config", "tuned", "--unset", "region").out())
          .contains("region   us        pack");
      assertThat(home.run("pack", "config", "tuned", "--set", "zone=a").err())
          .contains("Unknown setting: zone");
      assertThat(home.run("pack", "show", "tuned").out()).contains("tuned 1", "checksum   sha256:");
      assertThat(home.run("audit", "list").out()).contains("pack config", "pack install");
    }
  }

  @Test
  @DisplayName("Security row 24: what is neither a place nor a repository is refused at once")
  void refusesOtherSources() {
    for (String source : new String[] {"ext::sh -c id", "file:///etc", "./nothing", "-x"}) {
      CliRun run = CliRun.of("pack", "install", "--", source);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("is no directory, no archive and no repository");
    }
    assertThat(CliRun.of("pack", "install", "git@host:x", "--ref=--upload-pack=id").exitCode())
        .isEqualTo(2);
  }
}
