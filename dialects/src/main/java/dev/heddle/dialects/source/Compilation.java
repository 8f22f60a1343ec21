package dev.heddle.dialects.source;

import dev.heddle.model.Workflow;
import dev.heddle.values.MapValue;
import java.util.List;

/** What became of a source text. */
public sealed interface Compilation {

  /** Warnings, and for a refused text its errors; by position. */
  List<Diagnostic> diagnostics();

  /**
   * The text can run.
   *
   * @param document the definition as JSON: compiling it again gives an equal workflow (S1-002)
   */
  record Compiled(Workflow workflow, MapValue document, List<Diagnostic> diagnostics)
      implements Compilation {
    public Compiled {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** At least one diagnostic is an error. */
  record Refused(List<Diagnostic> diagnostics) implements Compilation {
    public Refused {
      diagnostics = List.copyOf(diagnostics);
    }

    /** The errors alone. */
    public List<Diagnostic> errors() {
      return diagnostics.stream().filter(Diagnostic::isError).toList();
    }
  }
}
