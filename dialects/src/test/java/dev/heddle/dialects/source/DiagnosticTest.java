package dev.heddle.dialects.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.SourceSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticTest {

  private static final SourceText SOURCE = new SourceText("a.yaml", "one\n\tt\u00fcwo: x\n");

  @Test
  void rendersPlaceMessageCodeAndHint() {
    assertThat(Diagnostic.warning("c", "m", "h", SOURCE.span(2, 3)).render())
        .isEqualTo("a.yaml:2:3: warning: m [c]\n  hint: h");
    assertThat(Diagnostic.error("c", "m", "", SOURCE.span(2, 3)).render())
        .isEqualTo("a.yaml:2:3: error: m [c]");
  }

  @Test
  void showsTheLineWithACaretUnderThePlace() {
    assertThat(Diagnostic.error("c", "m", "", SOURCE.span(2, 4)).render(SOURCE))
        .isEqualTo("a.yaml:2:4: error: m [c]\n  |  t\u00fcwo: x\n  |    ^");
  }

  @Test
  void showsAPartOfALongLine() {
    SourceText source = new SourceText("a", "x".repeat(5000) + "Y" + "x".repeat(5000));
    List<String> lines =
        Diagnostic.error("c", "m", "", source.span(1, 5001)).render(source).lines().toList();
    assertThat(lines.get(1)).hasSize(104);
    assertThat(lines.get(1).charAt(lines.get(2).indexOf('^'))).isEqualTo('Y');
  }

  @Test
  void aPlaceOutsideTheTextShowsNoLine() {
    for (SourceSpan span :
        new SourceSpan[] {
          SOURCE.span(9, 1), new SourceSpan("b", 1, 1), new SourceSpan("a.yaml", 0, 0)
        }) {
      Diagnostic diagnostic = Diagnostic.error("c", "m", "", span);
      assertThat(diagnostic.render(SOURCE)).isEqualTo(diagnostic.render());
    }
  }

  @Test
  void aCollectionIsSortedAndBounded() {
    Diagnostics diagnostics = new Diagnostics();
    for (int line = 1000; line > 0; line--) {
      diagnostics.error("c", "m" + line, SOURCE.span(line, 1));
    }
    assertThat(diagnostics.isFull()).isTrue();
    assertThat(diagnostics.sorted()).hasSize(Diagnostics.LIMIT + 1);
    assertThat(diagnostics.sorted().getFirst().span().line()).isEqualTo(801);
    assertThat(diagnostics.sorted().getLast().code()).isEqualTo("too_many_messages");
  }

  @Test
  void theSameThingIsSaidOnce() {
    Diagnostics diagnostics = new Diagnostics();
    diagnostics.warning("c", "m", "", SOURCE.span(1, 1));
    diagnostics.warning("c", "m", "", SOURCE.span(1, 1));
    assertThat(diagnostics.sorted()).hasSize(1);
    assertThat(diagnostics.hasErrors()).isFalse();
  }

  @Test
  void aMessageIsNeverAsLongAsTheFile() {
    Diagnostics diagnostics = new Diagnostics();
    diagnostics.error("c", "🙂".repeat(2000), SOURCE.span(1, 1));
    assertThat(diagnostics.sorted().getFirst().message()).hasSize(999).endsWith("🙂…");
  }
}
