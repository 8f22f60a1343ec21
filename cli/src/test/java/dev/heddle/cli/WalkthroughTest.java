package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("needs-interpreters")
@Timeout(180)
final class WalkthroughTest {

  private static final Path PAGE = Path.of("..", "docs", "guide", "walkthrough.md");
  private static final Path PACK = Path.of("..", "examples", "packs", "release");
  private static final String INBOX = "/tmp/heddle-inbox";
  private static final Pattern CURL =
      Pattern.compile(
          "curl -s (?:-X (?<method>\\w+) )?http://127\\.0\\.0\\.1:8080(?<path>\\S+)"
              + "(?: --json '(?<body>[^']*)')?");
  private static final Pattern KEY = Pattern.compile("wh_\\w+");

  @TempDir Path directory;

  @Test
  @DisplayName("issue 5, to show: an example pack is walked through against a server process")
  void everyStepWorks() throws Exception {
    GuidePage page = GuidePage.read(PAGE);
    GuideRequests contract = new GuideRequests();
    copyPack();
    try (TestHome home = new TestHome();
        Outside outside = new Outside(home)) {
      GuideShell shell = GuideShell.patient(directory.toRealPath(), home.environment(), outside);
      for (GuidePage.Block block : page.blocks()) {
        if (block.fileName().isPresent()) {
          Path file = Path.of("..", block.fileName().get());
          assertThat(block.text()).isEqualTo("# " + block.fileName().get() + "\n" + read(file));
        } else {
          contract.checkConsole(block);
          shell.run(block);
        }
      }
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }

  /** The same pack, watching a directory of this test. */
  private void copyPack() throws IOException {
    Path to = directory.resolve("examples/packs/release");
    try (Stream<Path> files = Files.walk(PACK)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(PACK.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, read(file).replace(INBOX, inbox()));
      }
    }
  }

  private String inbox() {
    return directory.resolve("inbox").toString();
  }

  /** What the reader does with other programs than {@code heddle}, and the server. */
  private final class Outside implements GuideShell.Programs, AutoCloseable {

    private final TestHome home;
    private @Nullable ServerProcess server;
    private String key = "";

    Outside(TestHome home) {
      this.home = home;
    }

    @Override
    public Optional<String> run(String line) throws IOException, InterruptedException {
      if (line.startsWith("heddle server ")) {
        return Optional.of(serve(line));
      }
      if (line.startsWith("curl ")) {
        return Optional.of(request(line.replace("/KEY", "/" + key)));
      }
      if (!line.startsWith("heddle ")) {
        return Optional.of(shell(line.replace(INBOX, inbox())));
      }
      return Optional.empty();
    }

    private String serve(String line) throws IOException {
      List<String> options = new ArrayList<>();
      for (String word : Arrays.asList(line.replace(" &", "").split(" ")).subList(2, 5)) {
        options.add(word.contains("/") ? directory.resolve(word).toString() : word);
      }
      server =
          ServerProcess.startGuarded(
              home.environment(), directory.resolve("server.log"), options.toArray(String[]::new));
      return "heddle listens on http://127.0.0.1:8080\n";
    }

    private String request(String line) throws IOException, InterruptedException {
      Matcher request = CURL.matcher(line);
      assertThat(request.matches()).as(line).isTrue();
      ServerProcess running = Objects.requireNonNull(server, "the server comes first");
      URI address = running.address().resolve(request.group("path"));
      String body = request.group("body");
      HttpRequest sent =
          HttpRequest.newBuilder(address)
              .header("Content-Type", "application/json")
              .method(
                  request.group("method") == null ? "GET" : request.group("method"),
                  body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
              .build();
      try (HttpClient client = HttpClient.newHttpClient()) {
        String answer = client.send(sent, BodyHandlers.ofString()).body();
        Matcher said = KEY.matcher(answer);
        key = said.find() ? said.group() : key;
        return answer;
      }
    }

    private String shell(String line) throws IOException, InterruptedException {
      Process process =
          new ProcessBuilder("sh", "-c", line)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    }

    @Override
    public void close() {
      if (server != null) {
        server.close();
      }
    }
  }
}
