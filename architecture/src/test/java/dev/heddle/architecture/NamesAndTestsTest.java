package dev.heddle.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names say what a class is for; tests neither sleep nor mock. */
final class NamesAndTestsTest {

  static Stream<JavaClasses> allCode() {
    return Stream.of(CompiledModules.MAIN, CompiledModules.TESTS);
  }

  @ParameterizedTest
  @MethodSource("allCode")
  void namesSayWhatAClassIsFor(JavaClasses code) {
    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Helper|Utils?|Impl)(\\$.*)?")
        .because(
            "such names fit anything and gather everything: name the one thing it does"
                + " (PoolManager -> SlotLeases, StringUtil -> a method where it is used,"
                + " RunStoreImpl -> PostgresRunStore)")
        .check(code);
  }

  @Test
  void testsDoNotSleep() {
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class, int.class)
        .orShould()
        .callMethod(Thread.class, "sleep", Duration.class)
        .orShould()
        .callMethod(TimeUnit.class, "sleep", long.class)
        .because(
            "a sleep is either too short or too long: step a settable clock, or wait for the event"
                + " itself (a latch, a future, a queue)")
        .check(CompiledModules.TESTS);
  }

  @Test
  void testsUseFakesInsteadOfMocks() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.mockito..", "org.easymock..", "org.powermock..", "org.jmock..")
        .because("a mock repeats the code it tests: write a small fake that keeps the contract")
        .check(CompiledModules.TESTS);
  }
}
