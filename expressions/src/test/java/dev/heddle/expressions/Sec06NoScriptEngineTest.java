package dev.heddle.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import javax.script.ScriptEngineManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 6: no script engine and no other expression language can be reached from here. */
final class Sec06NoScriptEngineTest {

  @Test
  void the_jdk_finds_no_script_engine() {
    assertThat(new ScriptEngineManager().getEngineFactories()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.graalvm.polyglot.Context",
        "org.mozilla.javascript.Context",
        "groovy.lang.GroovyShell",
        "org.python.util.PythonInterpreter",
        "org.mvel2.MVEL",
        "ognl.Ognl",
        "bsh.Interpreter",
        "org.apache.commons.jexl3.JexlEngine",
        "org.springframework.expression.spel.standard.SpelExpressionParser",
        "com.hubspot.jinjava.Jinjava",
        "io.pebbletemplates.pebble.PebbleEngine",
        "freemarker.template.Template",
        "org.apache.velocity.app.VelocityEngine",
      })
  void no_language_is_on_the_class_path(String engine) {
    String resource = engine.replace('.', '/') + ".class";
    assertThat(Expression.class.getClassLoader().getResource(resource)).isNull();
  }
}
