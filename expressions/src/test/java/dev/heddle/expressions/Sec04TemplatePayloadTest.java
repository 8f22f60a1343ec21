package dev.heddle.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.values.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 4: known Jinja, EL and friends payloads give an error, never a class, file or process. */
final class Sec04TemplatePayloadTest {

  private static final MapScope SCOPE =
      MapScope.of("{\"vars\": {\"s\": \"x\", \"l\": [1], \"m\": {\"a\": 1}}}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''.__class__ }}",
        "{{ vars.s.__class__.__base__ }}",
        "{{ [].__class__.__base__.__subclasses__()[40]('/etc/passwd').read() }}",
        "{{ config.items() }}",
        "{{ config.__class__.__init__.__globals__['os'].popen('id').read() }}",
        "{{ self.__init__.__globals__.__builtins__ }}",
        "{{ request.application.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum.__globals__['os'] }}",
        "{{ joiner.__init__ }}",
        "{{ namespace.__init__ }}",
        "{{ get_flashed_messages.__globals__ }}",
        "{{ url_for.__globals__ }}",
        "{{ vars.s | attr('__class__') }}",
        "{{ vars.l | map(attribute='__class__') }}",
        "{{ vars.l | map('upper') | list }}",
        "{{ vars.s.getClass() }}",
        "{{ vars.s.class.forName('java.lang.Runtime') }}",
        "{{ vars.s['class'] }}",
        "{{ vars.m.getClass.forName }}",
        "{{ T(java.lang.Runtime).getRuntime().exec('id') }}",
        "{{ ''.getClass().forName('java.lang.Runtime') }}",
        "{{ Runtime.getRuntime().exec('id') }}",
        "{{ new java.io.File('/etc/passwd') }}",
        "{{ 'a'.constructor.constructor('return process')() }}",
        "{{ constructor.constructor('return this')() }}",
        "{{ beans }}",
        "{{ applicationScope }}",
        "{{ env('HOME') }}",
        "{{ env.HOME }}",
        "{{ system.env.HOME }}",
        "{{ get_env(name='HOME') }}",
        "{{ file('/etc/passwd') }}",
        "{{ read_file('/etc/passwd') }}",
        "{{ lookup('file', '/etc/passwd') }}",
        "{{ lookup('pipe', 'id') }}",
        "{{ exec('id') }}",
        "{{ eval('1') }}",
        "{{ import('os') }}",
        "{{ load('x') }}",
        "{{ throw() }}",
        "{{ dump() }}",
        "{{ debug() }}",
        "{{ vars.s.format('{0.__class__}') }}",
        "{{ '%c' % 65 }}",
        "{{ 'a' * 1000000000 }}",
      })
  void gives_an_error(String payload) {
    assertThatThrownBy(() -> Template.parse(payload).render(SCOPE))
        .isInstanceOf(ExpressionException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${7*7}",
        "#{7*7}",
        "<%= 7*7 %>",
        "{% include '/etc/passwd' %}",
        "{% set x = 1 %}",
        "{# x #}",
        "*{7*7}",
        "@(7*7)",
        "${T(java.lang.Runtime).getRuntime().exec('id')}",
        "<#assign x=\"freemarker.template.utility.Execute\"?new()>",
        "$class.inspect(\"java.lang.Runtime\")",
      })
  void other_template_languages_are_plain_text(String payload) {
    assertThat(Template.parse(payload).render(SCOPE)).isEqualTo(Value.of(payload));
  }
}
