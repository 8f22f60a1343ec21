package dev.heddle.cli.input;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.steps.StepsDialect;
import dev.heddle.model.Dialect;
import dev.heddle.model.StepsParameters;
import dev.heddle.values.MapValue;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment variables that a steps workflow names and this process has (S4-12). Those that
 * sound like secrets travel as secrets.
 *
 * @param secretParameters to give with the inputs
 */
public record GivenVariables(Map<String, String> plain, MapValue secretParameters) {

  private static final Pattern SECRET =
      Pattern.compile(
          ".*(SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|PRIVATE|API_?KEY|ACCESS_?KEY|AUTH|(^|_)(KEY|PASS|PWD)(_|$)).*",
          Pattern.CASE_INSENSITIVE);

  private static final GivenVariables NONE = new GivenVariables(Map.of(), MapValue.EMPTY);

  public GivenVariables {
    plain = Map.copyOf(plain);
  }

  public static GivenVariables of(Compilation.Compiled compiled, Map<String, String> environment) {
    if (compiled.workflow().dialect() != Dialect.STEPS) {
      return NONE;
    }
    Map<String, String> plain = new TreeMap<>();
    MapValue.Builder secret = MapValue.builder();
    for (String name : StepsDialect.variables(compiled.document())) {
      String value = environment.get(name);
      if (value == null) {
        continue;
      }
      if (SECRET.matcher(name).matches()) {
        secret.put(name, value);
      } else {
        plain.put(name, value);
      }
    }
    MapValue secrets = secret.build();
    return new GivenVariables(
        plain,
        secrets.isEmpty()
            ? MapValue.EMPTY
            : MapValue.builder().put(StepsParameters.VARIABLES, secrets).build());
  }
}
