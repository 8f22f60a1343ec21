package dev.heddle.platform.executions;

import dev.heddle.values.MapValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an execution is started with (S1-129).
 *
 * @param parameters as given, not bound yet
 * @param environment variables handed to every action (S1-138)
 * @param login who starts it
 * @param priority where policies let it wait: the higher, the sooner
 */
public record StartRequest(
    MapValue parameters,
    Map<String, String> environment,
    @Nullable String traceTag,
    String login,
    int priority) {

  public static final int HIGHEST_PRIORITY = 1_000;

  public StartRequest {
    environment = Map.copyOf(environment);
  }

  public StartRequest(
      MapValue parameters,
      Map<String, String> environment,
      @Nullable String traceTag,
      String login) {
    this(parameters, environment, traceTag, login, 0);
  }

  public static StartRequest of(MapValue parameters, String login) {
    return new StartRequest(parameters, Map.of(), null, login);
  }

  public StartRequest withEnvironment(Map<String, String> variables) {
    return new StartRequest(parameters, variables, traceTag, login, priority);
  }

  public StartRequest withPriority(int other) {
    return new StartRequest(parameters, environment, traceTag, login, other);
  }
}
