package dev.heddle.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MigrationsTest {
  private static final String SAMPLES = "dev/heddle/postgres/sample/";

  /** What the first version people could run had. */
  private static final Set<String> FIRST_RELEASE =
      Set.of("V001", "V002", "V005", "V010", "V030", "V031", "V090");

  private final List<String> progress = new ArrayList<>();
  private DatabaseAddress address;

  @BeforeEach
  void createDatabase() {
    address = TestDatabase.createEmpty();
  }

  @Test
  void missingMigrationsAreAppliedAndTheNextTimeNothingIsDone() throws SQLException {
    apply(sample("first"));
    apply(sample("second"));
    assertThat(progress).hasSize(2).allMatch(line -> line.contains("schema"));
    assertThat(ask("select count(*) from sample")).isEqualTo("2");
    progress.clear();
    apply(sample("second"));
    assertThat(progress).isEmpty();
  }

  @Test
  void aSchemaOfANewerProgramIsLeftAlone() throws SQLException {
    apply(sample("second"));
    assertThatThrownBy(() -> apply(sample("first")))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("version 2")
        .hasMessageContaining("up to 1");
  }

  @Test
  void aReleaseMayBringNumbersBelowTheNewestOfTheOneBefore(@TempDir Path directory)
      throws Exception {
    Path first = Files.createDirectories(directory.resolve("first"));
    for (String file : Migrations.STANDARD.files()) {
      if (FIRST_RELEASE.contains(file.substring(0, 4))) {
        try (InputStream sql =
            MigrationsTest.class.getResourceAsStream(
                "/" + Migrations.STANDARD.location() + "/" + file)) {
          Files.write(first.resolve(file), sql.readAllBytes());
        }
      }
    }
    try (var loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
      apply(new Migrations(loader, "first"));
    }
    assertThat(ask("select count(*) from flyway_schema_history"))
        .isEqualTo(String.valueOf(FIRST_RELEASE.size()));

    apply(Migrations.STANDARD);

    try (Connection connection = connect()) {
      assertThat(Migrations.STANDARD.state(connection).isCurrent()).isTrue();
    }
    progress.clear();
    apply(Migrations.STANDARD);
    assertThat(progress).isEmpty();
  }

  @Test
  void aFailingMigrationIsUndoneAndReported() throws SQLException {
    assertThatThrownBy(() -> apply(sample("broken")))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("V002__break_halfway.sql");
    assertThat(ask("select count(*) from sample")).isEqualTo("0");
    apply(sample("second"));
    assertThat(ask("select count(*) from sample")).isEqualTo("2");
  }

  @Test
  void noMigrationWaitsLongForALock() throws SQLException {
    apply(sample("impatient"));
    assertThat(ask("select waits from sample")).isEqualTo("10s");
  }

  @Test
  void aProgramWithoutMigrationsTouchesNothing() throws SQLException {
    apply(sample("none"));
    assertThat(progress).isEmpty();
    assertThat(ask("select count(*) from pg_tables where schemaname = 'public'")).isEqualTo("0");
  }

  @Test
  void aDatabaseOfSomethingElseIsNotTouched() throws SQLException {
    try (Connection connection = connect()) {
      Sql.execute(connection, "create table accounts (id int)");
    }
    assertThatThrownBy(() -> apply(sample("first")))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("non-empty schema");
    assertThat(ask("select to_regclass('sample') is null")).isEqualTo("t");
  }

  @Test
  void twoProgramsThatMigrateAtOnceDoNotCollide() throws Exception {
    List<Process> programs = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      programs.add(migrateInAnotherJvm());
    }
    for (Process program : programs) {
      String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(program.waitFor()).as(output).isZero();
    }
    assertThat(ask("select count(*) from sample")).isEqualTo("2");
    assertThat(ask("select count(*) from flyway_schema_history where success")).isEqualTo("2");
  }

  @Test
  void migrationsAreFoundInJarsToo(@TempDir Path directory) throws Exception {
    Path jar = directory.resolve("program.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        var zip = new JarOutputStream(file)) {
      zip.putNextEntry(new JarEntry("packed/"));
      zip.putNextEntry(new JarEntry("packed/V001__from_jar.sql"));
      zip.write("create table from_jar (id int);".getBytes(StandardCharsets.UTF_8));
    }
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      apply(new Migrations(loader, "packed"));
    }
    assertThat(ask("select count(*) from from_jar")).isEqualTo("0");
  }

  /** What the other program runs: applies the samples to the database it is told on its input. */
  static void main(String[] arguments) throws IOException, SQLException {
    var url = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    apply(DatabaseAddress.parse(url), sample("second"), new ArrayList<>());
  }

  private Process migrateInAnotherJvm() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MigrationsTest.class.getName())
            .redirectErrorStream(true)
            .start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(TestDatabase.url(address).getBytes(StandardCharsets.UTF_8));
    }
    return process;
  }

  private static Migrations sample(String name) {
    return new Migrations(MigrationsTest.class.getClassLoader(), SAMPLES + name);
  }

  private void apply(Migrations migrations) throws SQLException {
    apply(address, migrations, progress);
  }

  private static void apply(DatabaseAddress address, Migrations migrations, List<String> progress)
      throws SQLException {
    try (Connection connection = Connections.pooled(address).getConnection()) {
      migrations.apply(connection, Connections.dedicated(address, "migration"), progress::add);
    }
  }

  private Connection connect() throws SQLException {
    return Connections.pooled(address).getConnection();
  }

  private String ask(String sql) throws SQLException {
    return Sql.ask(connect(), sql);
  }
}
