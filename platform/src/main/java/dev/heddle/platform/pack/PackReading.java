package dev.heddle.platform.pack;

import dev.heddle.dialects.source.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What reading a pack's directory gave.
 *
 * @param pack everything in it that is right; empty if {@code pack.yaml} is not
 * @param diagnostics of all files, file by file
 */
public record PackReading(Path directory, Optional<Pack> pack, List<Diagnostic> diagnostics) {

  public PackReading {
    diagnostics = List.copyOf(diagnostics);
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
