package dev.heddle.worker.container;

import dev.heddle.engine.port.Assignment;
import dev.heddle.model.execution.AttemptId;
import java.util.Map;
import java.util.Optional;

/** How containers are named and labelled, so that they are found again after a crash. */
final class ContainerNames {

  static final String INSTALLATION = "dev.heddle.installation";
  static final String EXECUTION = "dev.heddle.execution";
  static final String ATTEMPT = "dev.heddle.attempt";
  static final String WORKFLOW = "dev.heddle.workflow";
  static final String TASK = "dev.heddle.task";

  private ContainerNames() {}

  /** One name per attempt: the engine itself refuses a second container for it. */
  static String name(String installation, AttemptId attempt) {
    return "heddle-" + installation + "-" + attempt;
  }

  static Map<String, String> labels(String installation, Assignment assignment) {
    return Map.of(
        INSTALLATION, installation,
        EXECUTION, assignment.attempt().execution().toString(),
        ATTEMPT, assignment.attempt().toString(),
        WORKFLOW, assignment.workflow(),
        TASK, assignment.task());
  }

  static Optional<AttemptId> attempt(Map<String, String> labels) {
    return AttemptId.parse(labels.getOrDefault(ATTEMPT, ""));
  }
}
