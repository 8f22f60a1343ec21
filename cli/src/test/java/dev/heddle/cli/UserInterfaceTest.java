package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The user interface in a real browser against a real server: the specifications in {@code ui/e2e}.
 */
@Tag("needs-browser")
final class UserInterfaceTest {

  private static final Path UI = Path.of("../ui").toAbsolutePath().normalize();
  private static final long LONGEST_MINUTES = 15;

  @TempDir Path directory;

  @TestFactory
  List<DynamicTest> everySpecificationHolds() throws Exception {
    try (TestHome home = new TestHome();
        ServerProcess server =
            ServerProcess.start(
                home.environment(),
                directory.resolve("server.log"),
                "--packs",
                UI.resolve("e2e/packs").toString())) {
      return specifications(server, Map.of("HEDDLE_CLI", command()), "--grep-invert", "@login");
    }
  }

  @TestFactory
  List<DynamicTest> peopleLogIn() throws Exception {
    try (TestHome home = new TestHome()) {
      CliRun created =
          home.runWithInput(
              "correct horse battery\n",
              "identity",
              "create",
              "ada",
              "--role",
              "editor",
              "--password");
      assertThat(created.exitCode()).describedAs(created.err()).isZero();
      try (ServerProcess server =
          ServerProcess.startGuarded(home.environment(), directory.resolve("server.log"))) {
        return specifications(server, Map.of(), "--grep", "@login");
      }
    }
  }

  /** How the specifications start a command in a shell: as this test was started. */
  private String command() throws IOException {
    Path arguments = directory.resolve("java.args");
    Files.writeString(
        arguments,
        "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp \""
            + System.getProperty("java.class.path")
            + "\" "
            + Main.class.getName());
    return Path.of(System.getProperty("java.home"), "bin", "java") + " @" + arguments;
  }

  /** Runs specifications and makes a test of each: it fails with what the browser found. */
  private List<DynamicTest> specifications(
      ServerProcess server, Map<String, String> environment, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("npx", "playwright", "test"));
    words.addAll(List.of(options));
    Path report = directory.resolve("report.xml");
    File log = directory.resolve("browser.log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(UI.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log);
    builder.environment().putAll(environment);
    builder.environment().put("HEDDLE_URL", server.address().toString());
    builder.environment().put("PLAYWRIGHT_JUNIT_OUTPUT_FILE", report.toString());
    Process process = builder.start();
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(
          "the browser tests take too long: " + Files.readString(log.toPath()));
    }
    String said = Files.readString(log.toPath());
    assertThat(report).describedAs(said).exists();
    List<DynamicTest> tests = read(report);
    tests.add(
        dynamicTest(
            "nothing else went wrong",
            () -> assertThat(process.exitValue()).describedAs(said).isZero()));
    return tests;
  }

  private static List<DynamicTest> read(Path report)
      throws IOException, ParserConfigurationException, SAXException {
    NodeList cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("testcase");
    List<DynamicTest> tests = new ArrayList<>();
    for (int index = 0; index < cases.getLength(); index++) {
      Element found = (Element) cases.item(index);
      tests.add(dynamicTest(found.getAttribute("name"), () -> assertThat(wrong(found)).isEmpty()));
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  /** What an expectation found, or what kept the test from getting there. */
  private static List<String> wrong(Element test) {
    List<String> wrong = new ArrayList<>();
    for (String kind : List.of("failure", "error", "skipped")) {
      NodeList found = test.getElementsByTagName(kind);
      for (int index = 0; index < found.getLength(); index++) {
        wrong.add(kind + found.item(index).getTextContent());
      }
    }
    return wrong;
  }
}
