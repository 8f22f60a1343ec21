package dev.heddle.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Row 30: telling others of what happened is no way to run a command. */
@DisplayName("Security row 30")
final class Sec30NoShellTest {

  @Test
  @DisplayName("only what has to start programs can: notifications, routes and the engine cannot")
  void programsAreStartedWhereThatIsThePurpose() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.heddle.worker.process..",
            "dev.heddle.platform.sensor..",
            "dev.heddle.platform.pack.install..",
            "dev.heddle.postgres.embedded..",
            "dev.heddle.cli.terminal..",
            "dev.heddle.bench..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(ProcessBuilder.class.getName())
        .orShould()
        .callMethod(Runtime.class, "exec", String.class)
        .orShould()
        .callMethod(Runtime.class, "exec", String[].class)
        .check(CompiledModules.MAIN);
  }
}
