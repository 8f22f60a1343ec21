package dev.heddle.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.Dialect;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectsTest {

  private static SourceText source(String text) {
    return new SourceText("f", text.replace("\\n", "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ref: p.w\\ntasks: []                          | FLOW",
        "version: '1'\\ntasks: []\\noutput_map: {}      | FLOW",
        "id: x\\nrequirements: []\\nworkflow: []        | SPEC",
        "name: x\\nsteps: []                           | STEPS",
        "fun load():\\nprint(1)\\n                      | SCRIPT",
        "# first\\nfun load(a:b):\\n  tasks: [}         | SCRIPT",
      })
  @DisplayName("U-02: files are recognised by their content")
  void aFileIsRecognisedByItsContent(String text, Dialect expected) {
    Diagnostics diagnostics = new Diagnostics();
    assertThat(Dialects.detect(source(text), diagnostics)).contains(expected);
    assertThat(diagnostics.sorted()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: x\\ntasks: []\\nsteps: []       | ambiguous_dialect 3:1",
        "tasks: []\\nworkflow: []             | ambiguous_dialect 2:1",
        "a: 1                                | unknown_dialect 1:1",
        "[1]                                 | wrong_type 1:1",
        "a: [                                | invalid_yaml 1:5",
      })
  @DisplayName("U-02: what is ambiguous or unknown is refused with a reason")
  void anUnclearFileIsRefused(String text, String expected) {
    Diagnostics diagnostics = new Diagnostics();
    assertThat(Dialects.detect(source(text), diagnostics)).isEmpty();
    assertThat(diagnostics.sorted())
        .extracting(d -> d.code() + " " + d.span().line() + ":" + d.span().column())
        .containsExactly(expected);
    assertThat(Dialects.compile(source(text)).diagnostics()).isEqualTo(diagnostics.sorted());
  }

  @Test
  void anAmbiguousFileCompilesWhenItsDialectIsNamed() {
    Compilation compilation = Dialects.compile(source("tasks: []\\nworkflow: []"), Dialect.FLOW);
    assertThat(compilation.diagnostics())
        .extracting(d -> d.code())
        .contains("unknown_key", "no_tasks");
  }

  @Test
  void aFlowCompiles() {
    assertThat(
            Dialects.compile(
                source("ref: p.w\\nlabel: L\\nversion: '1'\\ntasks: [{name: a, action: c.n}]")))
        .isInstanceOf(Compilation.Compiled.class);
  }
}
