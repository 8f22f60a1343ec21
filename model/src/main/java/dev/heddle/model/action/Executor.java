package dev.heddle.model.action;

import dev.heddle.model.SourceSpan;
import java.nio.file.Path;
import java.util.Map;

/** What runs an action. */
public sealed interface Executor {

  /** Part of Heddle itself, named as in the core pack: {@code noop}, {@code http_request} … */
  record Builtin(String name) implements Executor {}

  /**
   * A program on the worker's host.
   *
   * @param runner what interprets {@code entryPoint}
   * @param entryPoint absolute path of the script or program
   * @param workDirectory where it starts: the directory of the pack
   * @param environment fixed variables of the action
   */
  record Program(
      Runner runner,
      Path entryPoint,
      Path workDirectory,
      Map<String, String> environment,
      Delivery delivery,
      ParameterFormat parameterFormat,
      OutputFormat outputFormat)
      implements Executor {
    public Program {
      environment = Map.copyOf(environment);
    }
  }

  /**
   * A script that gets its code and inputs as stored objects and leaves its output as one (S3-50).
   *
   * @param header the line above the script in the file it was written in
   * @param code the script
   * @param dependencies what must be installed before it runs, or empty
   */
  record Script(String language, SourceSpan header, String code, String dependencies)
      implements Executor {}

  /** A container on the worker's engine; everything about it is in the input (S4-02). */
  record Container() implements Executor {}

  /** Who interprets the entry point. */
  enum Runner {
    SHELL,
    PYTHON,
    NODE,
    NATIVE
  }

  /** How a program gets its parameters; never by the command line (S1-138). */
  enum Delivery {
    STDIN,
    FILE,
    ENV
  }

  /** In which form. */
  enum ParameterFormat {
    JSON,
    DOTENV,
    YAML
  }

  /** How its standard output becomes the result. */
  enum OutputFormat {
    TEXT,
    JSON,
    YAML,
    JSONL
  }
}
