package dev.heddle.platform.catalog;

import dev.heddle.dialects.source.Diagnostic;
import java.util.List;

/** What became of a definition to store. */
public sealed interface Registration {

  List<Diagnostic> diagnostics();

  /** It is stored; the diagnostics are warnings. */
  record Registered(Definition definition, List<Diagnostic> diagnostics) implements Registration {
    public Registered {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** It is wrong, and nothing was stored. */
  record Refused(List<Diagnostic> diagnostics) implements Registration {
    public Refused {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
