package dev.heddle.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The class path of this module holds all of the application's. */
@DisplayName("Security row 6: no script engine in the server process")
final class NoScriptEngineTest {

  private static final String WHY =
      "no user script runs in the server's process: conditions use dialect expressions, scripts run"
          + " in a worker's process or container";

  @Test
  void noClassAsksForAScriptEngine() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "javax.script..", "org.graalvm..", "groovy..", "org.mozilla.javascript..", "bsh..")
        .because(WHY)
        .check(CompiledModules.MAIN);
  }

  @Test
  void noLibraryOffersAScriptEngine() throws IOException {
    var offers =
        Thread.currentThread()
            .getContextClassLoader()
            .getResources("META-INF/services/javax.script.ScriptEngineFactory");
    assertThat(Collections.list(offers)).as(WHY).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/graalvm/polyglot/Context",
        "org/mozilla/javascript/Context",
        "org/openjdk/nashorn/api/scripting/NashornScriptEngine",
        "groovy/lang/GroovyShell",
        "org/jruby/Ruby",
        "org/python/util/PythonInterpreter",
        "bsh/Interpreter",
        "org/mvel2/MVEL",
        "ognl/Ognl",
        "org/springframework/expression/spel/standard/SpelExpressionParser",
        "org/apache/commons/jexl3/JexlEngine",
        "com/hubspot/jinjava/Jinjava",
        "io/pebbletemplates/pebble/PebbleEngine",
        "freemarker/template/Template",
        "org/apache/velocity/app/VelocityEngine"
      })
  void noKnownScriptOrTemplateEngineIsOnTheClassPath(String engine) {
    assertThat(ClassLoader.getSystemResource(engine + ".class")).as(WHY).isNull();
  }

  @Test
  void theApplicationIsOnTheClassPath() {
    assertThat(ClassLoader.getSystemResource("dev/heddle/cli/Main.class")).isNotNull();
  }
}
