package dev.heddle.dialects.diagram;

import dev.heddle.dialects.Dialects;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Workflows to draw. */
final class Pictures {

  private Pictures() {}

  static Workflow mixed() {
    try (InputStream in = Pictures.class.getResourceAsStream("mix.yaml")) {
      if (in == null) {
        throw new IllegalStateException("mix.yaml is missing");
      }
      return compiled(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Workflow tasks(String tasks) {
    return compiled("ref: p.w\nlabel: L\nversion: '1'\ntasks:\n" + tasks.indent(2));
  }

  private static Workflow compiled(String text) {
    if (Dialects.compile(new SourceText("f", text)) instanceof Compilation.Compiled compiled) {
      return compiled.workflow();
    }
    throw new IllegalArgumentException(text);
  }
}
