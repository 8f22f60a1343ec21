package dev.heddle.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Migrations run while servers of the version before work on; see ADR 0041 for the reasons. */
@DisplayName("migrations neither hold big tables nor take away what the version before uses")
final class MigrationRulesTest {

  /** The first schema, which is made on an empty database; ADR 0041 says why 031 is in it. */
  private static final Set<Integer> FIRST_SCHEMA = Set.of(1, 2, 5, 10, 30, 31, 90);

  private static final Pattern BIG =
      Pattern.compile(
          "\\b(workflow_execution|workflow_task_execution|inquiry|task_log|command_inbox)\\b");

  private static final Pattern VOLATILE_DEFAULT =
      Pattern.compile("\\bdefault\\s+(clock_timestamp|gen_random_uuid|random|nextval)\\b");

  /** What must not be said, of which tables, and what to do instead. */
  private record Rule(boolean ofBigTables, Predicate<String> broken, String instead) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              true,
              sql -> sql.matches("create (unique )?index (?!concurrently).*"),
              "CREATE INDEX CONCURRENTLY, in a file of its own, after DROP INDEX CONCURRENTLY IF"
                  + " EXISTS"),
          new Rule(
              true,
              sql -> sql.startsWith("alter table") && sql.matches(".* (set data )?type .*"),
              "add a column, write both, fill the old rows in batches, drop the old one later"),
          new Rule(
              true,
              sql -> sql.startsWith("alter table") && sql.contains("set not null"),
              "a CHECK that is NOT VALID, then VALIDATE CONSTRAINT in a later file"),
          new Rule(
              true,
              sql ->
                  sql.contains("add column")
                      && sql.contains("not null")
                      && !sql.contains("default"),
              "a constant DEFAULT: the rows and the programs of before know nothing of the column"),
          new Rule(
              true,
              sql -> VOLATILE_DEFAULT.matcher(sql).find() || sql.contains(" stored"),
              "a constant DEFAULT: anything else writes every row anew"),
          new Rule(
              true,
              sql ->
                  sql.contains("add constraint")
                      && !sql.contains("not valid")
                      && !sql.contains("using index"),
              "ADD CONSTRAINT … NOT VALID, or USING an index made CONCURRENTLY"),
          new Rule(
              true,
              sql -> sql.matches("(update|delete from|truncate|cluster|vacuum full|lock) .*"),
              "let the program change rows in batches; a migration holds all of them at once"),
          new Rule(
              false,
              sql -> sql.startsWith("alter ") && sql.contains(" rename "),
              "add the new name beside the old one: the version before still uses that"),
          new Rule(
              false,
              sql ->
                  (sql.startsWith("drop ") && !sql.contains("index"))
                      || sql.contains(" drop column"),
              "if no supported version uses it any more, say so: -- contract: unused since VERSION"));

  private record Statement(String file, String sql, boolean contract) {}

  private static List<Statement> statements(String file, String text) {
    boolean contract = text.contains("-- contract: ");
    String plain = text.replaceAll("--[^\n]*", "").replaceAll("'[^']*'", "''");
    List<Statement> statements = new ArrayList<>();
    for (String part : plain.split(";", -1)) {
      String sql = part.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
      if (!sql.isEmpty()) {
        statements.add(new Statement(file, sql, contract));
      }
    }
    return statements;
  }

  private static List<String> mistakes(List<Statement> statements) {
    List<String> mistakes = new ArrayList<>();
    boolean outside = statements.stream().anyMatch(each -> each.sql().contains("concurrently"));
    for (Statement statement : statements) {
      boolean big = BIG.matcher(statement.sql()).find();
      for (Rule rule : RULES) {
        boolean applies = !rule.ofBigTables() || big;
        if (applies && !statement.contract() && rule.broken().test(statement.sql())) {
          mistakes.add(statement.file() + ": " + statement.sql() + " → " + rule.instead());
        }
      }
      if (outside && !statement.sql().contains("concurrently")) {
        mistakes.add(
            statement.file()
                + ": "
                + statement.sql()
                + " → not beside CONCURRENTLY, which"
                + " runs outside a transaction: if it fails, this has been done");
      }
    }
    return mistakes;
  }

  static Stream<String> files() {
    return Migrations.STANDARD.files().stream()
        .filter(file -> file.matches("V\\d+__\\w+\\.sql"))
        .filter(file -> !FIRST_SCHEMA.contains(number(file)));
  }

  private static int number(String file) {
    return Integer.parseInt(file.substring(1, file.indexOf('_')));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aMigrationKeepsTheRules(String file) throws IOException {
    String text = new String(content(file), StandardCharsets.UTF_8);
    assertThat(mistakes(statements(file, text))).isEmpty();
  }

  private static byte[] content(String file) throws IOException {
    return resource("/" + Migrations.STANDARD.location() + "/" + file);
  }

  private static byte[] resource(String path) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(MigrationRulesTest.class.getResourceAsStream(path), path)) {
      return in.readAllBytes();
    }
  }

  @Test
  @DisplayName(
      "a file that was written is never changed: who has applied it would not start any more")
  void filesStayAsTheyAre() throws Exception {
    String written =
        new String(resource("/dev/heddle/postgres/migrations.sha256"), StandardCharsets.UTF_8);
    List<String> present = new ArrayList<>();
    for (String file : Migrations.STANDARD.files().stream().sorted().toList()) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content(file));
      present.add(HexFormat.of().formatHex(digest) + "  " + file);
    }
    assertThat(present)
        .as("changes go into a new file; its line is added to migrations.sha256, none is changed")
        .containsExactlyElementsOf(written.lines().toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATE INDEX a ON inquiry (task)                                 | CONCURRENTLY
          ALTER TABLE task_log ALTER COLUMN line TYPE varchar(9)           | fill the old rows
          ALTER TABLE inquiry ALTER task SET NOT NULL                      | VALIDATE
          ALTER TABLE inquiry ADD COLUMN x int NOT NULL                    | constant DEFAULT
          ALTER TABLE inquiry ADD COLUMN x uuid DEFAULT gen_random_uuid()  | every row
          ALTER TABLE inquiry ADD CONSTRAINT c CHECK (task <> '')          | NOT VALID
          UPDATE workflow_execution SET trace_tag = NULL                   | in batches
          ALTER TABLE pack RENAME COLUMN label TO title                    | beside the old one
          ALTER TABLE pack DROP COLUMN label                               | unused since
          DROP TABLE bundle                                                | unused since
          """)
  void whatWouldHurtIsFound(String sql, String instead) {
    assertThat(mistakes(statements("V099__x.sql", sql)))
        .anySatisfy(mistake -> assertThat(mistake).contains(instead));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATE TABLE t (id bigint PRIMARY KEY); CREATE INDEX a ON t (id)
          CREATE INDEX CONCURRENTLY a ON inquiry (task)
          ALTER TABLE inquiry ADD COLUMN x int NOT NULL DEFAULT 0
          ALTER TABLE inquiry ADD CONSTRAINT c CHECK (task <> '') NOT VALID
          ALTER TABLE pack ADD COLUMN owner text
          """)
  void whatHurtsNobodyIsAllowed(String sql) {
    assertThat(mistakes(statements("V099__x.sql", sql))).isEmpty();
  }

  @Test
  void whatIsMarkedAsUnusedMayGo() {
    String sql = "-- contract: unused since 1.4\nALTER TABLE pack DROP COLUMN label;";

    assertThat(mistakes(statements("V099__x.sql", sql))).isEmpty();
  }

  @Test
  void anIndexMadeConcurrentlyStandsAlone() {
    String sql = "CREATE INDEX CONCURRENTLY a ON inquiry (task); ALTER TABLE pack ADD x int;";

    assertThat(mistakes(statements("V099__x.sql", sql))).hasSize(1);
  }
}
