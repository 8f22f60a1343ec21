package dev.heddle.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.DecimalValue;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the language with the real Jinja2, where both mean the same and where not. */
@Tag("needs-jinja")
final class JinjaDifferentialTest {

  private static final String ERROR = "!error";

  /** {@code ./verify} names an interpreter that has jinja2. */
  private static final String PYTHON = System.getenv().getOrDefault("HEDDLE_PYTHON", "python3");

  @TempDir private Path scratch;

  @Test
  void gives_what_jinja_gives() throws Exception {
    List<String> sources = lines("jinja-corpus.txt");
    assertThat(sources).hasSizeGreaterThanOrEqualTo(300).doesNotHaveDuplicates();
    List<String> theirs = jinja(sources);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      String ours = ours(sources.get(i));
      if (!alike(ours, theirs.get(i))) {
        differences.add(sources.get(i) + " => " + ours + " => " + theirs.get(i));
      }
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void differs_where_and_how_the_list_of_differences_says() throws Exception {
    List<String[]> stated = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    for (String line : lines("jinja-differences.txt")) {
      String[] parts = line.split(" => ", -1);
      assertThat(parts).as(line).hasSize(4);
      assertThat(parts[3]).as("the reason in: " + line).isNotBlank();
      stated.add(parts);
      sources.add(parts[0]);
    }
    List<String> theirs = jinja(sources);
    for (int i = 0; i < sources.size(); i++) {
      String[] parts = stated.get(i);
      assertThat(ours(parts[0])).as("ours: " + parts[0]).isEqualTo(parts[1]);
      assertThat(theirs.get(i)).as("Jinja's: " + parts[0]).isEqualTo(parts[2]);
      assertThat(alike(parts[1], parts[2])).as("differs: " + parts[0]).isFalse();
    }
  }

  private static String ours(String source) {
    MapScope scope = MapScope.of((MapValue) Json.read(text("jinja-context.json")));
    try {
      Value value =
          source.startsWith("T:")
              ? Template.parse(source.substring(2)).render(scope)
              : Expression.parse(source).evaluate(scope);
      return Json.write(value);
    } catch (ExpressionException problem) {
      return ERROR;
    }
  }

  /** One process for all sources. */
  private List<String> jinja(List<String> sources) throws Exception {
    Path script = scratch.resolve("jinja_oracle.py");
    Files.writeString(script, text("jinja_oracle.py"));
    Value request =
        MapValue.builder()
            .put("context", Json.read(text("jinja-context.json")))
            .put("sources", new ListValue(sources.stream().<Value>map(TextValue::new).toList()))
            .build();
    Path answers = scratch.resolve("answers.json");
    Path errors = scratch.resolve("errors.txt");
    int exit = -1;
    try {
      Process process =
          new ProcessBuilder(PYTHON, script.toString())
              .redirectOutput(answers.toFile())
              .redirectError(errors.toFile())
              .start();
      try (OutputStream input = process.getOutputStream()) {
        input.write(Json.write(request).getBytes(StandardCharsets.UTF_8));
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      exit = process.exitValue();
    } catch (IOException missing) {
      Files.writeString(errors, missing.toString());
    }
    assertThat(exit)
        .as("python3 with jinja2 is needed; run ./verify, which installs it: " + text(errors))
        .isZero();
    return ((ListValue) Json.read(text(answers)))
        .items().stream().map(JinjaDifferentialTest::result).toList();
  }

  private static String result(Value answer) {
    Value value = ((MapValue) answer).get("value");
    return value == null ? ERROR : Json.write(value);
  }

  private static boolean alike(String ours, String theirs) {
    return ours.equals(theirs)
        || (!ours.equals(ERROR)
            && !theirs.equals(ERROR)
            && alike(Json.read(ours), Json.read(theirs)));
  }

  /** Equal as JSON, except that Jinja computes with doubles and we with decimals. */
  private static boolean alike(Value ours, Value theirs) {
    if (ours instanceof NumberValue a && theirs instanceof NumberValue b) {
      return a.equals(b)
          || ((a instanceof DecimalValue || b instanceof DecimalValue)
              && closeEnough(a.decimal(), b.decimal()));
    }
    if (ours instanceof ListValue a && theirs instanceof ListValue b) {
      boolean alike = a.items().size() == b.items().size();
      for (int i = 0; alike && i < a.items().size(); i++) {
        alike = alike(a.items().get(i), b.items().get(i));
      }
      return alike;
    }
    if (ours instanceof MapValue a && theirs instanceof MapValue b) {
      return a.keys().equals(b.keys())
          && a.entries().entrySet().stream()
              .allMatch((Map.Entry<String, Value> entry) ->
                  alike(
                      entry.getValue(),
                      b.getOr(entry.getKey(), new TextValue("no " + entry.getKey()))));
    }
    return ours.equals(theirs);
  }

  private static boolean closeEnough(BigDecimal a, BigDecimal b) {
    return a.subtract(b).abs().compareTo(b.abs().scaleByPowerOfTen(-14)) <= 0
        || a.subtract(b).abs().compareTo(new BigDecimal("1e-15")) < 0;
  }

  private static List<String> lines(String resource) {
    return text(resource)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("# "))
        .toList();
  }

  private static String text(String resource) {
    try (InputStream stream = JinjaDifferentialTest.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new AssertionError(resource, unreadable);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }
}
