package dev.heddle.platform.pack;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.platform.pack.Pack.Testing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the section {@code testing} of {@code pack.yaml} (S1-141). */
final class TestingReader {

  private static final Set<String> KEYS =
      new LinkedHashSet<>(List.of("enabled", "runners", "min_pass_rate", "on_failure"));

  private static final Set<String> RUNNER_KEYS =
      new LinkedHashSet<>(List.of("type", "entry_point", "timeout"));

  private static final Duration USUAL_TIMEOUT = Duration.ofMinutes(5);

  private final Path pack;
  private final Diagnostics diagnostics;

  TestingReader(Path pack, Diagnostics diagnostics) {
    this.pack = pack;
    this.diagnostics = diagnostics;
  }

  Testing read(YamlFields manifest) {
    Optional<YamlMap> map = manifest.map("testing");
    if (map.isEmpty()) {
      return Testing.NONE;
    }
    YamlFields fields = new YamlFields(map.get(), "the tests", KEYS, diagnostics);
    List<Testing.Runner> runners = new ArrayList<>();
    for (YamlMap.Entry entry : fields.map("runners").map(YamlMap::entries).orElse(List.of())) {
      runner(entry).ifPresent(runners::add);
    }
    boolean blocks =
        fields.choice("on_failure", List.of("block", "warn")).orElse("block").equals("block");
    return fields.flag("enabled", true) ? new Testing(runners, rate(fields), blocks) : Testing.NONE;
  }

  private double rate(YamlFields fields) {
    Optional<YamlScalar> written =
        fields
            .node("min_pass_rate")
            .filter(YamlScalar.class::isInstance)
            .map(YamlScalar.class::cast);
    if (written.isEmpty()) {
      return 1;
    }
    try {
      double rate = Double.parseDouble(written.get().text());
      if (rate >= 0 && rate <= 1) {
        return rate;
      }
    } catch (NumberFormatException noNumber) {
      // said below, as for a number out of range
    }
    diagnostics.error(
        "invalid_value",
        "`min_pass_rate` must be a number from 0 to 1, not " + written.get().text(),
        written.get().span());
    return 1;
  }

  private Optional<Testing.Runner> runner(YamlMap.Entry entry) {
    if (!(entry.node() instanceof YamlMap map)) {
      diagnostics.error(
          "wrong_type",
          "the test runner `" + entry.key() + "` must be a map, not " + entry.node().kind(),
          entry.node().span());
      return Optional.empty();
    }
    YamlFields fields =
        new YamlFields(map, "the test runner `" + entry.key() + "`", RUNNER_KEYS, diagnostics);
    return fields
        .requiredText("entry_point")
        .flatMap(
            written -> new EntryPoints(pack, diagnostics).written(written.text(), written.span()))
        .map(program ->
            new Testing.Runner(
                entry.key(),
                program,
                fields.duration("timeout", Duration.ofMillis(1)).orElse(USUAL_TIMEOUT)));
  }
}
