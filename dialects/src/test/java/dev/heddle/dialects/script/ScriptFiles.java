package dev.heddle.dialects.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.Node;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import java.util.List;

/** Compiles script files for tests. */
final class ScriptFiles {

  private ScriptFiles() {}

  static Compilation compile(String text) {
    return ScriptDialect.compile(new SourceText("dir/sample.workflow", text));
  }

  static Workflow workflow(String text) {
    Compilation compilation = compile(text);
    assertThat(brief(text)).isEmpty();
    return ((Compilation.Compiled) compilation).workflow();
  }

  static Node node(Workflow workflow, String name) {
    return workflow.graph().node(workflow.graph().position(name));
  }

  static String body(Workflow workflow, String name) {
    return ((Work.Script) node(workflow, name).work()).body();
  }

  /** {@code code line:column} of each. */
  static List<String> brief(String text) {
    return compile(text).diagnostics().stream()
        .map(d -> d.code() + " " + d.span().line() + ":" + d.span().column())
        .toList();
  }
}
