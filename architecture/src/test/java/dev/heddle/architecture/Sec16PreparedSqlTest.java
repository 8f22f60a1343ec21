package dev.heddle.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Security row 16: SQL is prepared, its values are parameters")
final class Sec16PreparedSqlTest {

  /** They run texts without any value from outside. */
  private static final Set<String> OF_CONSTANT_TEXTS =
      Set.of(
          "dev.heddle.postgres.DatabaseInspection",
          "dev.heddle.postgres.Migrations",
          "dev.heddle.postgres.ServerRequirements",
          "dev.heddle.postgres.ShortLockWaits",
          "dev.heddle.postgres.execution.PostgresInbox",
          "dev.heddle.postgres.execution.Writers",
          "dev.heddle.postgres.operations.PostgresRetentionStore");

  @Test
  void onlyAFewClassesRunTexts() {
    noClasses()
        .that(
            DescribedPredicate.describe(
                "run more than constant texts",
                (JavaClass one) ->
                    !OF_CONSTANT_TEXTS.contains(one.getName())
                        && !one.getPackageName().startsWith("dev.heddle.bench")))
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "a statement is a text", (JavaMethodCall call) -> runsText(call)))
        .because("values belong into parameters: use Statements or prepareStatement")
        .check(CompiledModules.MAIN);
  }

  private static boolean runsText(JavaMethodCall call) {
    List<JavaClass> parameters = call.getTarget().getRawParameterTypes();
    return call.getTargetOwner().isAssignableTo(Statement.class)
        && !parameters.isEmpty()
        && parameters.getFirst().isEquivalentTo(String.class)
        && (call.getName().startsWith("execute") || call.getName().equals("addBatch"));
  }
}
