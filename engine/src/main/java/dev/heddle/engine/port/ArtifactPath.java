package dev.heddle.engine.port;

import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an object lies in an {@link ArtifactStore}: the same for the same task, whatever the
 * attempt (S3-19). Only plain characters, no way up.
 */
public record ArtifactPath(String text) {

  private static final int LONGEST = 700;
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*");

  public ArtifactPath {
    if (!isPath(text)) {
      throw new IllegalArgumentException("not the path of an object");
    }
  }

  /** Whether a text is the path of an object. */
  public static boolean isPath(String text) {
    return text.length() <= LONGEST && PLAIN.matcher(text).matches();
  }

  /** What a task printed. */
  public static ArtifactPath output(ExecutionId execution, String task) {
    return new ArtifactPath("Task_Output/" + execution + "/" + task + "/output.txt");
  }

  /** The script of a task. */
  public static ArtifactPath code(AttemptId attempt) {
    return new ArtifactPath("Task_Code/" + task(attempt) + "/code");
  }

  /** What the scripts of an execution depend on. */
  public static ArtifactPath dependencies(ExecutionId execution) {
    return new ArtifactPath("Workflow_Env/" + execution + "/env");
  }

  /** What an execution was started with. */
  public static ArtifactPath inputs(ExecutionId execution) {
    return new ArtifactPath("Workflow_Env/" + execution + "/inputs.json");
  }

  /** The id of a task: that of its attempts without their number. */
  public static String task(AttemptId attempt) {
    String run = attempt.toString();
    return run.substring(0, run.lastIndexOf('-'));
  }

  /** The execution it belongs to; empty if it is none of these objects. */
  public Optional<ExecutionId> execution() {
    String[] parts = text.split("/", -1);
    return parts.length < 2 ? Optional.empty() : ExecutionId.parse(parts[1].split("[.-]", 2)[0]);
  }

  @Override
  public String toString() {
    return text;
  }
}
