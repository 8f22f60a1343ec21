package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
