package dev.heddle.worker.script;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.engine.port.ArtifactStore.Access;
import dev.heddle.engine.port.Assignment;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All the script worker gets to know: ids, and URLs for exactly what it needs (S3-50, S3-51). */
final class ScriptVariables {

  private final ArtifactStore artifacts;
  private final Assignment assignment;
  private final Duration validFor;

  ScriptVariables(ArtifactStore artifacts, Assignment assignment, Duration validFor) {
    this.artifacts = artifacts;
    this.assignment = assignment;
    this.validFor = validFor;
  }

  /** Stores what the worker will fetch, and signs. */
  Map<String, String> prepare(Executor.Script script) throws IOException {
    AttemptId attempt = assignment.attempt();
    ArtifactPath code = ArtifactPath.code(attempt);
    ArtifactPath dependencies = ArtifactPath.dependencies(attempt.execution());
    artifacts.put(code, code(script).getBytes(StandardCharsets.UTF_8));
    artifacts.put(dependencies, script.dependencies().getBytes(StandardCharsets.UTF_8));
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("RUN_ID", attempt.toString());
    variables.put("WORKFLOW_ID", attempt.execution().toString());
    variables.put("TASK_ID", ArtifactPath.task(attempt));
    variables.put("TASK_NAME", assignment.task());
    variables.put("CODE_URL", sign(code, Access.READ));
    variables.put("REQ_URL", sign(dependencies, Access.READ));
    variables.put("OUTPUT_SIGNED_URL", sign(output(), Access.WRITE));
    putArguments(variables);
    if (assignment.input().getOr("inputs", MapValue.EMPTY) instanceof MapValue given
        && !given.isEmpty()) {
      ArtifactPath inputs = ArtifactPath.inputs(attempt.execution());
      // secrets are not written out: objects are not encrypted
      artifacts.put(inputs, Json.write(given).getBytes(StandardCharsets.UTF_8));
      variables.put("INPUTS_URL", sign(inputs, Access.READ));
    }
    return variables;
  }

  ArtifactPath output() {
    return ArtifactPath.output(assignment.attempt().execution(), assignment.task());
  }

  /** Blank lines before it keep its lines at the numbers they have in the file. */
  private static String code(Executor.Script script) {
    return "\n".repeat(script.header().line()) + script.code();
  }

  /** Keyed by where an output lies, for one may go to several files (S3-13). */
  private void putArguments(Map<String, String> variables) throws IOException {
    Map<String, List<Value>> files = new LinkedHashMap<>();
    if (assignment.input().getOr("arguments", MapValue.EMPTY) instanceof MapValue arguments) {
      arguments
          .entries()
          .forEach((argument, output) ->
              files
                  .computeIfAbsent(path(argument, output), _ -> new ArrayList<>())
                  .add(Value.of(argument)));
    }
    MapValue.Builder urls = MapValue.builder();
    MapValue.Builder names = MapValue.builder();
    for (Map.Entry<String, List<Value>> entry : files.entrySet()) {
      ArtifactPath path = new ArtifactPath(entry.getKey());
      String predecessor = predecessor(path);
      urls.put(predecessor, sign(path, Access.READ));
      names.put(predecessor, new ListValue(entry.getValue()));
    }
    variables.put("PRED_URLS_JSON", Json.write(urls.build()));
    variables.put("FUNC_ARG_MAP_JSON", Json.write(names.build()));
  }

  private static String path(String argument, Value output) {
    if (output instanceof TextValue(String text) && ArtifactPath.isPath(text)) {
      return text;
    }
    throw new IllegalArgumentException("the argument " + argument + " is no stored output");
  }

  private static String predecessor(ArtifactPath output) {
    String[] parts = output.text().split("/", -1);
    return parts.length < 2 ? output.text() : parts[parts.length - 2];
  }

  private String sign(ArtifactPath path, Access access) throws IOException {
    return artifacts.sign(path, access, validFor).toString();
  }
}
