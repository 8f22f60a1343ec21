package dev.heddle.platform.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.dialects.steps.StepsDialect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ImagePolicyTest {

  private static List<Diagnostic> diagnostics(String image) {
    Compilation compilation =
        StepsDialect.compile(
            new SourceText("f", "name: x\nsteps: [{id: a, image: '" + image + "'}]\n"));
    assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
    return compilation.diagnostics();
  }

  @Test
  @DisplayName("U-06, S4-34: :latest is worth a warning in development, refused in production")
  void floatingImages() {
    ImagePolicy production = ImagePolicy.of(Map.of("HEDDLE_IMAGE_POLICY", "production"));
    List<Diagnostic> latest = diagnostics("gcr.io/my-project/my-image:latest");
    assertThat(latest).extracting(Diagnostic::isError).containsExactly(false);
    assertThat(ImagePolicy.of(Map.of()).refused(latest)).isEmpty();
    assertThat(production.refused(latest)).extracting(Diagnostic::isError).containsExactly(true);
    assertThat(production.refused(diagnostics("python:3.9-slim"))).isEmpty();
  }
}
