package dev.heddle.platform.catalog;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.steps.StepsDialect;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What images definitions may name (U-06). */
public enum ImagePolicy {
  /** All; a floating one is worth a warning. */
  DEVELOPMENT,
  /** Only those whose name says which image it is. */
  PRODUCTION;

  private static final String VARIABLE = "HEDDLE_IMAGE_POLICY";

  /** What the environment of the process says; development if it says nothing. */
  public static ImagePolicy of(Map<String, String> environment) {
    String value = environment.getOrDefault(VARIABLE, "").strip().toUpperCase(Locale.ROOT);
    return value.equals(PRODUCTION.name()) ? PRODUCTION : DEVELOPMENT;
  }

  /** What of the warnings about a definition is an error here. */
  public List<Diagnostic> refused(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .filter(each -> this == PRODUCTION && each.code().equals(StepsDialect.FLOATING_IMAGE))
        .map(each -> Diagnostic.error(each.code(), each.message(), each.hint(), each.span()))
        .toList();
  }
}
