package dev.heddle.cli.input;

import dev.heddle.model.Parameter;
import dev.heddle.model.ParameterType;
import dev.heddle.model.Parameters;
import dev.heddle.values.MapValue;
import java.util.List;
import java.util.Map;

/** The parameters of a run: those of a file, and over them the ones typed. */
public final class GivenParameters {

  private GivenParameters() {}

  public static MapValue read(MapValue fromFile, List<String> typed, Parameters declared) {
    MapValue.Builder given = MapValue.builder().putAll(fromFile);
    for (Map.Entry<String, String> entry : Assignments.split(typed, "--param").entrySet()) {
      Parameter parameter = declared.byName().get(entry.getKey());
      ParameterType type = parameter == null ? ParameterType.ANY : parameter.type();
      given.put(entry.getKey(), TypedText.read(entry.getValue(), type));
    }
    return given.build();
  }
}
