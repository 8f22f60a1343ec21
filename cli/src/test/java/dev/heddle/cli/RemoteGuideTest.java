package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RemoteGuideTest {

  private static final Path PAGE = Path.of("..", "docs", "guide", "remote.md");
  private static final String SAID = "http://127.0.0.1:8080";
  private static final Pattern PIPE = Pattern.compile("printf '([^']*)' \\| heddle (.*)");

  @TempDir Path directory;

  @Test
  @DisplayName("S1-172: every step of the page works, from a machine that has no database")
  void everyStepWorks() throws Exception {
    GuidePage page = GuidePage.read(PAGE);
    try (TestHome home = new TestHome();
        Machines machines = new Machines(home)) {
      Path own = Files.createDirectories(directory.resolve("own"));
      Map<String, String> person =
          Map.of("HEDDLE_HOME", own.toString(), "PATH", System.getenv("PATH"));
      machines.person = person;
      GuideShell shell = GuideShell.patient(directory.toRealPath(), person, machines);
      for (GuidePage.Block block : page.blocks()) {
        if (block.fileName().isPresent()) {
          Files.writeString(directory.resolve(block.fileName().get()), block.text());
        } else {
          shell.run(block);
        }
      }
    }
  }

  /** The machine of the server, and the lines that name the server. */
  private static final class Machines implements GuideShell.Programs, AutoCloseable {
    private final TestHome home;
    private Map<String, String> person = Map.of();
    private @Nullable Background server;
    private String address = SAID;

    Machines(TestHome home) {
      this.home = home;
    }

    @Override
    public Optional<String> run(String line) throws IOException, InterruptedException {
      Matcher pipe = PIPE.matcher(line);
      if (line.equals("heddle server &")) {
        Background started = Background.of(home.environment(), "server", "--port", "0");
        server = started;
        address = started.await("heddle listens on ").replace("heddle listens on ", "");
        return Optional.of("heddle listens on " + SAID + "\n");
      }
      if (pipe.matches()) {
        boolean here = pipe.group(2).startsWith("identity ");
        return Optional.of(run(here ? home.environment() : person, pipe.group(1), pipe.group(2)));
      }
      boolean namesTheServer =
          line.startsWith("heddle webhook ")
              || line.startsWith("heddle config ")
              || line.startsWith("heddle logout");
      return namesTheServer
          ? Optional.of(run(person, "", line.substring("heddle ".length())))
          : Optional.empty();
    }

    private String run(Map<String, String> environment, String input, String line) {
      CliRun run = CliRun.of(environment, input, line.replace(SAID, address).split(" "));
      assertThat(run.exitCode()).as("%s: %s", line, run.err()).isZero();
      return run.out().replace(address, SAID);
    }

    @Override
    public void close() {
      Background running = server;
      if (running != null) {
        running.close();
      }
    }
  }
}
