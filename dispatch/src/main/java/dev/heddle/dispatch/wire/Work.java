package dev.heddle.dispatch.wire;

import dev.heddle.model.action.Executor;
import java.util.Map;

/** What an action asks a worker to run, without paths of the server's file system. */
public sealed interface Work {

  /** Part of Heddle itself. */
  record Builtin(String name) implements Work {}

  /** A container, all of which is in the input. */
  record Container() implements Work {}

  /**
   * A program of a pack.
   *
   * @param content digest of the list of the pack's files, by which a worker fetches them
   * @param entryPoint relative to the pack
   */
  record Program(
      Executor.Runner runner,
      String content,
      String entryPoint,
      Map<String, String> environment,
      Executor.Delivery delivery,
      Executor.ParameterFormat parameterFormat,
      Executor.OutputFormat outputFormat)
      implements Work {
    public Program {
      environment = Map.copyOf(environment);
    }
  }
}
