package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.cli.terminal.Style;
import dev.heddle.cli.terminal.Terminal;
import dev.heddle.cli.terminal.WindowSize;
import dev.heddle.expressions.ErrorCode;
import dev.heddle.model.Parameter;
import dev.heddle.model.action.Action;
import dev.heddle.server.http.ProblemCode;
import dev.heddle.worker.core.CorePack;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The pages of reference say what the code says. Those that are printed from it are written anew
 * with {@code ./mvnw test -pl cli -am -Dtest=ReferenceTest -Dheddle.docs.write=true}.
 */
class ReferenceTest {

  private static final Path REFERENCE = Path.of("..", "docs", "reference");

  @Test
  @DisplayName("the page of commands is what --help says")
  void commands() throws IOException {
    StringBuilder page =
        new StringBuilder("# Commands\n\nWhat `--help` says, command by command.\n");
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(Writer.nullWriter()),
            false,
            false,
            false,
            Style.PLAIN,
            WindowSize.UNLIMITED);
    append(page, Main.commandLine(terminal, Map.of(), _ -> {}));
    compare("cli.md", page.toString());
  }

  private static void append(StringBuilder page, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    String usage = command.getUsageMessage(Ansi.OFF).replaceAll("(?m)[ \\r]+$", "");
    page.append("\n## ").append(name).append("\n\n```text\n").append(usage).append("```\n");
    command.getSubcommands().values().stream()
        .distinct()
        .forEach(subcommand -> append(page, subcommand));
  }

  @Test
  @DisplayName("the page of the core pack lists its actions and their parameters")
  void corePack() throws IOException {
    StringBuilder page =
        new StringBuilder(
            "# Core actions\n\nThe pack `core` comes with Heddle; every workflow sees it.\n");
    for (Action action : CorePack.ACTIONS) {
      page.append("\n## ").append(action.ref()).append("\n\n").append(action.description());
      page.append("\n\n| parameter | type | meaning |\n|---|---|---|\n");
      for (Parameter parameter : action.parameters().byName().values()) {
        page.append("| `").append(parameter.name()).append("` | ").append(type(parameter));
        page.append(" | ").append(parameter.description()).append(" |\n");
      }
    }
    compare("core-pack.md", page.toString());
  }

  @Test
  @DisplayName("the picture in the README is what the graph command draws")
  void picture() throws IOException {
    String deploy = "../examples/packs/my_pack/workflows/deploy.yaml";
    compare("../images/deploy.svg", CliRun.of("graph", deploy, "--format", "svg").out());
  }

  private static String type(Parameter parameter) {
    String type = parameter.type().label();
    if (parameter.required()) {
      return type + ", required";
    }
    return type + parameter.fallback().map(value -> ", default `" + value + "`").orElse("");
  }

  private static void compare(String name, String expected) throws IOException {
    Path file = REFERENCE.resolve(name);
    if (Boolean.getBoolean("heddle.docs.write")) {
      Files.writeString(file, expected);
    }
    assertThat(Files.readString(file))
        .as(
            "docs/reference/%s is out of date; see how to write it in %s",
            name, ReferenceTest.class)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  @DisplayName("the page of errors lists every code of the API")
  void problems(ProblemCode code) throws IOException {
    assertThat(Files.readString(REFERENCE.resolve("errors.md")))
        .contains("| `%s` | %d | %s |\n".formatted(code.label(), code.status(), code.title()));
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  @DisplayName("the page of errors lists every code of expressions")
  void expressionErrors(ErrorCode code) throws IOException {
    assertThat(Files.readString(REFERENCE.resolve("errors.md")))
        .contains("| `" + code.code() + "` |");
  }
}
