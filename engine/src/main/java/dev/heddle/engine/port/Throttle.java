package dev.heddle.engine.port;

import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Sha256;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Says that whatever is called may only begin when it is admitted (S1-160).
 *
 * @param policy the ref of the policy it falls under
 * @param parameters dotted paths of the parameters by which a limit counts; empty for all together
 */
public record Throttle(String policy, List<String> parameters) {

  private static final int LONGEST_KEY = 200;

  public Throttle {
    parameters = List.copyOf(parameters);
  }

  /** What a limit counts together with these arguments; secrets in it are not told apart. */
  public String key(MapValue arguments) {
    if (parameters.isEmpty()) {
      return "";
    }
    List<Value> values = new ArrayList<>();
    parameters.forEach(path -> values.add(at(arguments, path)));
    String key = Json.write(new ListValue(values));
    return key.length() <= LONGEST_KEY ? key : Sha256.hex(key);
  }

  private static Value at(MapValue arguments, String path) {
    Value found = arguments;
    for (String part : path.split("\\.", -1)) {
      found = found instanceof MapValue map ? map.getOr(part, Value.nothing()) : Value.nothing();
    }
    return found;
  }
}
