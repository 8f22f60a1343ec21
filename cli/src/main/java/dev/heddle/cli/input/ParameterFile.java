package dev.heddle.cli.input;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlReader;
import dev.heddle.values.MapValue;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the parameters of a run from a text of JSON or YAML. */
public final class ParameterFile {

  private ParameterFile() {}

  /**
   * The map in {@code source}.
   *
   * @throws UsageException with all that is wrong with it
   */
  public static MapValue read(SourceText source) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<YamlMap> map = YamlReader.readMap(source, diagnostics);
    if (map.isPresent() && !diagnostics.hasErrors()) {
      return map.get().toValue();
    }
    throw new UsageException(
        diagnostics.sorted().stream()
            .filter(Diagnostic::isError)
            .map(diagnostic -> diagnostic.render(source))
            .collect(Collectors.joining("\n")));
  }
}
