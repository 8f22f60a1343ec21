package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every example as the README says. */
final class ExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final String DEPLOY = "packs/my_pack/workflows/deploy.yaml";

  private static TestHome home;

  /** A call of an example, how it ends and what must be in its result. */
  record Example(String file, String parameters, int exitCode, String result) {
    @Override
    public String toString() {
      return file + " " + parameters;
    }
  }

  static List<Example> examples() {
    return List.of(
        new Example("hello.yaml", "", 0, "{\"greeting\": \"Hello from Heddle\"}"),
        new Example("parameters.yaml", "name=Ada", 0, "{\"greetings\": [\"Hello Ada\"]}"),
        new Example(
            "parameters.yaml",
            "name=Ada language=de times=2",
            0,
            "{\"greetings\": [\"Hallo Ada\", \"Hallo Ada\"]}"),
        new Example("branching.yaml", "", 0, "{\"way\": \"directly\"}"),
        new Example("branching.yaml", "environment=staging", 0, "{\"way\": \"with tests\"}"),
        new Example(
            "branching.yaml",
            "environment=production",
            0,
            "{\"way\": \"with approval and tests\"}"),
        new Example("parallel.yaml", "", 0, "{\"summary\": \"3 checks passed\"}"),
        new Example(
            "iteration.yaml",
            "regions=[\"eu\",\"us\"]",
            0,
            "{\"deployed\": [\"1. EU\", \"2. US\"]}"),
        new Example("iteration.yaml", "", 0, "{\"count\": 5}"),
        new Example("retry.yaml", "", 0, "{\"attempts\": 3}"),
        new Example("retry.yaml", "failures=9", 1, "{\"succeeded\": false}"),
        new Example("approval.yaml", "patience=0.2", 0, "{\"deployed\": false}"),
        new Example(
            "outputs.yaml",
            "",
            0,
            "{\"total\": 46.75, \"names\": [\"shuttle\", \"reed\", \"bobbin\"]}"),
        new Example("loop.yaml", "polls=4", 0, "{\"looked\": 4}"),
        new Example("failure.yaml", "", 0, "{\"noted\": \"disk_full: the disk is full\"}"),
        new Example("failure.yaml", "handled=false", 1, "{\"succeeded\": false}"),
        new Example("join.yaml", "", 0, "{\"published\": \"all three passed\"}"),
        new Example(
            "keys.yaml",
            "",
            0,
            "{\"greeting\": \"Hello\", \"token\": \"[secret]\", \"characters\": 7}"),
        new Example(
            "http.yaml", "", 0, "{\"status\": 200, \"body\": {\"message\": \"Hello Ada\"}}"),
        new Example("http.yaml", "path=/missing", 0, "{\"status\": 404}"),
        new Example(
            "etl.steps.yaml", "", 0, "{\"letters\": 23, \"text\": \"warp and weft and cloth\"}"),
        new Example("nested.yaml", "", 0, "{\"longest\": \"6 letters at most\"}"),
        new Example("sample.workflow", "", 0, "{}"),
        new Example("packs/herald/workflows/announce.yaml", "what=rain", 0, "{\"said\": \"rain\"}"),
        new Example(
            "packs/release/workflows/deploy.yaml", "app=shop version=1", 0, "{\"deployed\": true}"),
        new Example("packs/release/workflows/report.yaml", "night=1", 0, "{}"),
        new Example("packs/demo/workflows/measure.yaml", "word=shuttle", 0, "{\"letters\": 7}"),
        new Example(
            "packs/release/workflows/rollout.yaml",
            "item={\"payload\":{\"host\":\"web-1\",\"version\":\"1\"}}",
            0,
            "{}"),
        new Example("packs/mill/workflows/wind.steps.yaml", "colours=b", 0, "{\"total\": 1}"),
        new Example(
            "packs/mill/workflows/order.yaml",
            "colours=[\"b\",\"a\",\"b\"]",
            0,
            "{\"bobbins\": 3, \"cloth\": \"bb a\"}"),
        new Example("packs/mill/workflows/weave.workflow", "bobbins={\"x\":2}", 0, "{}"),
        new Example(DEPLOY, "app_name=shop version=1.4.0", 0, "{\"status\": \"success\"}"),
        new Example(
            DEPLOY, "app_name=shop version=1.4.0-unbuildable", 0, "{\"status\": \"build failed\"}"),
        new Example(
            DEPLOY, "app_name=shop version=1.4.0-undeployable", 0, "{\"status\": \"rolled back\"}"),
        new Example(
            DEPLOY, "app_name=shop version=1.4.0-unhealthy", 0, "{\"status\": \"rolled back\"}"));
  }

  @BeforeAll
  static void openHome() throws IOException {
    home = new TestHome();
    assertThat(home.run("key", "set", "greeting", "Hello").exitCode()).isZero();
    assertThat(home.runWithInput("hunter2\n", "key", "set", "api.token", "--secret").exitCode())
        .isZero();
  }

  @AfterAll
  static void closeHome() throws IOException {
    home.close();
  }

  @Tag("needs-interpreters")
  @ParameterizedTest
  @MethodSource("examples")
  void endsAsItShould(Example example) {
    List<String> arguments =
        new ArrayList<>(
            List.of("run", EXAMPLES.resolve(example.file()).toString(), "--output", "json"));
    for (String parameter : example.parameters().split(" ", -1)) {
      if (!parameter.isEmpty()) {
        arguments.addAll(List.of("--param", parameter));
      }
    }
    CliRun run = home.run(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as("%s%s", run.out(), run.err()).isEqualTo(example.exitCode());
    MapValue view = (MapValue) Json.read(run.out());
    assertThat(view.get("status"))
        .isEqualTo(new TextValue(example.exitCode() == 0 ? "completed" : "failed"));
    MapValue result = (MapValue) view.getOr("result", MapValue.EMPTY);
    ((MapValue) Json.read(example.result()))
        .entries()
        .forEach((key, value) -> assertThat(result.get(key)).as(key).isEqualTo(value));
    assertThat(run.out()).doesNotContain("hunter2");
  }

  @Test
  void everyExampleIsRun() throws IOException {
    Set<String> files = new TreeSet<>();
    try (Stream<Path> found = Files.walk(EXAMPLES)) {
      found
          .filter(file -> file.toString().matches(".*\\.(yaml|workflow)"))
          .map(file -> EXAMPLES.relativize(file).toString())
          .filter(file -> !file.contains("packs/") || file.contains("/workflows/"))
          .forEach(files::add);
    }
    Set<String> run = new TreeSet<>();
    examples().forEach(example -> run.add(example.file()));
    assertThat(files).isEqualTo(run).hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void theReadmeNamesEveryExample() throws IOException {
    String readme = Files.readString(EXAMPLES.resolve("README.md"));
    assertThat(examples()).allSatisfy(example -> assertThat(readme).contains(example.file()));
  }
}
