package dev.heddle.dialects.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.Node;
import dev.heddle.model.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Compiles definitions for tests. */
final class Flows {

  static final String HEAD = "ref: p.w\nlabel: L\nversion: '1'\n";

  private Flows() {}

  static Compilation compile(String text) {
    return FlowDialect.compile(new SourceText("f.yaml", text));
  }

  /** A workflow of {@code tasks}, a YAML list; its first line is line 5 of the file, column 3. */
  static Compilation tasks(String tasks) {
    return compile(HEAD + "tasks:\n" + tasks.indent(2));
  }

  static Workflow workflow(String text) {
    Compilation compilation = compile(text);
    assertThat(render(compilation.diagnostics().stream().filter(Diagnostic::isError).toList()))
        .isEmpty();
    return ((Compilation.Compiled) compilation).workflow();
  }

  static Workflow workflowOf(String tasks) {
    return workflow(HEAD + "tasks:\n" + tasks.indent(2));
  }

  static Node node(Workflow workflow, String name) {
    return workflow.graph().node(workflow.graph().position(name));
  }

  /** {@code code line:column} of each. */
  static List<String> brief(Compilation compilation) {
    return compilation.diagnostics().stream()
        .map(d -> d.code() + " " + d.span().line() + ":" + d.span().column())
        .toList();
  }

  static List<String> render(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(Diagnostic::render).toList();
  }

  static String resource(String name) {
    try (InputStream in = Flows.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
