package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@DisplayName("S1-172: what commands print")
final class OutputGoldenTest {

  private static final String HELLO = Path.of("..", "examples", "hello.yaml").toString();

  private static TestHome home;
  private static String id;

  @BeforeAll
  static void runOnce() throws IOException {
    home = new TestHome();
    CliRun run = home.run("run", HELLO);
    assertThat(run.exitCode()).as(run.err()).isZero();
    id = run.out().replaceAll("(?s).*execution show (\\S+).*", "$1");
  }

  @AfterAll
  static void closeHome() throws IOException {
    home.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "validate",
        "key set",
        "execution logs",
        "server",
        "pack keygen",
        "pack sign",
        "pack verify",
        "pack lock"
      })
  void help(String command) throws IOException {
    String[] arguments = (command + " --help").strip().split(" ");
    CliRun run = CliRun.of(arguments);
    assertThat(run.exitCode()).isZero();
    Golden.check(("help " + command).strip().replace(' ', '-') + ".txt", run.out());
  }

  static Stream<CommandLine> commands() {
    return everyCommand(CliRun.commandLine());
  }

  private static Stream<CommandLine> everyCommand(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(OutputGoldenTest::everyCommand));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasAHelpWithExamples(CommandLine command) {
    assertThat(command.getUsageMessage())
        .contains("Examples:")
        .contains("--help")
        .contains("heddle");
  }

  @Test
  void list() throws IOException {
    Golden.check("list.txt", home.run("execution", "list").out());
  }

  @Test
  void listAsJson() throws IOException {
    Golden.check("list.json", home.run("execution", "list", "-j").out());
  }

  @Test
  void show() throws IOException {
    Golden.check("show.txt", home.run("execution", "show", id).out());
  }

  @Test
  void showAsJson() throws IOException {
    Golden.check("show.json", home.run("execution", "show", id, "--output", "json").out());
  }

  @Test
  void showAsYaml() throws IOException {
    Golden.check("show.yaml", home.run("execution", "show", id, "-y").out());
  }

  @Test
  void logs() throws IOException {
    Golden.check("logs.txt", home.run("execution", "logs", id).out());
  }

  @Test
  @DisplayName("S1-131: a file with three errors shows three, with their places")
  void validate(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("wrong.yaml"),
            """
            ref: x.y
            version: "1"
            tasks:
              - name: a
                action: core.noop
                on_succes: b
              - name: b
                action: core.noop
                on_success: nowhere
            """);
    CliRun human = CliRun.of("validate", file.toString());
    assertThat(human.exitCode()).isEqualTo(2);
    Golden.check("validate.txt", human.out().replace(directory.toString(), "."));
    CliRun json = CliRun.of("validate", "--output", "json", file.toString());
    assertThat(json.exitCode()).isEqualTo(2);
    Golden.check("validate.json", json.out().replace(directory.toString(), "."));
  }

  @Test
  void completionKnowsTheCommands() {
    assertThat(CliRun.of("completion").out())
        .contains("complete -F _complete_heddle", "execution", "--params-file");
  }
}
