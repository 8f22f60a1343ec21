package dev.heddle.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrows between modules and packages point one way. */
final class DependencyRulesTest {

  @Test
  void everyModuleIsCompiledBeforeItIsJudged() {
    assertThat(CompiledModules.withSources("src/main/java"))
        .as("build the whole reactor (./mvnw verify at the root), or these rules see too little")
        .isNotEmpty()
        .allSatisfy(module -> assertThat(module.resolve("target/classes")).isDirectory());
  }

  @Test
  void everyClassBelongsToAKnownModule() {
    classes()
        .that()
        .resideInAPackage("dev.heddle..")
        .should()
        .resideInAnyPackage(Layers.allPackages())
        .because("a new module names what it may depend on: add it to Layers")
        .check(CompiledModules.MAIN);
  }

  @ParameterizedTest
  @MethodSource("dev.heddle.architecture.Layers#names")
  void aModuleSeesOnlyTheModulesBelowIt(String layer) {
    noClasses()
        .that()
        .resideInAPackage(Layers.packageOf(layer))
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.heddle..")
                .and(not(resideInAnyPackage(Layers.packagesSeenBy(layer)))))
        .because(
            "arrows point one way: declare a port (an interface) in the lower module, implement it"
                + " in the higher one and let cli bring both together")
        .allowEmptyShould(true)
        .check(CompiledModules.MAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"values", "expressions", "model"})
  void theLowestModulesNeedOnlyTheJdk(String layer) {
    classes()
        .that()
        .resideInAPackage(Layers.packageOf(layer))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "dev.heddle..", "org.jspecify.annotations..")
        .because(
            "they are on every class path, a user's too: use the JDK, or move what needs a library"
                + " to the module that talks to it (ADR 0001)")
        .allowEmptyShould(true)
        .check(CompiledModules.MAIN);
  }

  @Test
  void packagesFormNoCycles() {
    slices()
        .matching("dev.heddle.(**)")
        .should()
        .beFreeOfCycles()
        .because(
            "a cycle makes two packages one: move what both need into the lower of them, or merge"
                + " them")
        .check(CompiledModules.MAIN);
  }

  @Test
  void sqlStaysInTheStore() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.heddle.postgres..", "dev.heddle.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer..", "org.flywaydb..")
        .because("only store-postgres knows the database: add a method to the port it implements")
        .check(CompiledModules.MAIN);
  }
}
