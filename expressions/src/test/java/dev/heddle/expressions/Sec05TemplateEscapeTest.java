package dev.heddle.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.lang.constant.ClassDesc;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row 5: the evaluator reaches JSON values only. The names with which Jinjava, Pebble and others
 * were escaped mean nothing here, and the byte code of the module calls nothing that could leave.
 */
final class Sec05TemplateEscapeTest {

  private static final MapScope SCOPE = MapScope.of("{\"vars\": {\"m\": {\"a\": 1}}}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "____int3rpr3t3r____",
        "____int3rpr3t3r____.config",
        "____int3rpr3t3r____.getContext()",
        "interpreter",
        "context",
        "loop.parent",
        "__self__",
        "_context",
        "beans.objectMapper",
        "this",
        "vars.m.class",
        "vars.m.entrySet",
        "vars.m.size",
        "vars.m['getClass']",
        "vars.m.a.intValue",
        "'x'.bytes",
        "'x'.length",
        "[1].size",
        "null.toString",
        "vars.m | getClass",
        "vars.m | include('/etc/passwd')",
        "include('/etc/passwd')",
        "vars.m.merge",
      })
  @DisplayName("S1-043: methods and names of the host mean nothing")
  void host_names_are_undefined(String expression) {
    assertThatThrownBy(() -> Expression.parse(expression).evaluate(SCOPE))
        .isInstanceOf(ExpressionException.class);
  }

  @Test
  void names_that_look_like_internals_are_ordinary_keys() {
    MapValue map = MapValue.builder().put("__class__", "mine").put("getClass", 7).build();
    MapScope scope = MapScope.of("{}").with("vars", map);
    assertThat(Expression.parse("vars.__class__").evaluate(scope)).isEqualTo(Value.of("mine"));
    assertThat(Expression.parse("vars.getClass").evaluate(scope)).isEqualTo(Value.of(7));
  }

  @Test
  void the_module_refers_to_no_class_that_reflects_runs_or_reads() throws Exception {
    Set<String> used = new TreeSet<>();
    for (Path file : ReferredClasses.classFiles(Expression.class)) {
      ReferredClasses.of(file).stream().map(ClassDesc::descriptorString).forEach(used::add);
    }
    assertThat(used).contains("Ldev/heddle/values/Value;");
    assertThat(used)
        .noneMatch(type -> type.matches("L(java/(io|net|util/regex|nio/file)|javax|com)/.*"))
        .noneMatch(type -> type.matches("Ljava/lang/(reflect/.*|Class|ClassLoader|System);"))
        .noneMatch(type -> type.matches("Ljava/lang/(Process.*|Runtime|Thread|Module.*);"));
  }
}
