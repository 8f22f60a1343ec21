package dev.heddle.worker.container;

import dev.heddle.engine.port.Assignment;
import dev.heddle.model.ContainerInput;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a step finds in its environment besides what its author set. */
final class StepVariables {

  private StepVariables() {}

  static Map<String, String> of(Assignment assignment, ContainerJob job, String outputsFile) {
    Map<String, String> variables = new LinkedHashMap<>(job.environment());
    variables.put(ContainerInput.OUTPUTS_VARIABLE, outputsFile);
    variables.put("HEDDLE_EXECUTION_ID", assignment.attempt().execution().toString());
    variables.put("HEDDLE_ATTEMPT_ID", assignment.attempt().toString());
    variables.put("HEDDLE_TASK", assignment.task());
    variables.put("HEDDLE_WORKFLOW", assignment.workflow());
    return variables;
  }
}
