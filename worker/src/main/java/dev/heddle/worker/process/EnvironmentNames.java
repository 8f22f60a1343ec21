package dev.heddle.worker.process;

/** The variables Heddle gives to programs (S1-138). */
final class EnvironmentNames {

  static final String ACTION_REF = "HEDDLE_ACTION_REF";
  static final String EXECUTION_ID = "HEDDLE_EXECUTION_ID";
  static final String ATTEMPT_ID = "HEDDLE_ATTEMPT_ID";
  static final String TASK = "HEDDLE_TASK";
  static final String WORKFLOW = "HEDDLE_WORKFLOW";

  /** Which start of a program of which worker: how what a killed worker left is found. */
  static final String PROGRAM = "HEDDLE_PROGRAM";

  static final String API_URL = "HEDDLE_API_URL";
  static final String TOKEN = "HEDDLE_TOKEN";
  static final String PARAMETERS_FILE = "HEDDLE_PARAMETERS_FILE";
  static final String PARAMETER_PREFIX = "HEDDLE_PARAMETER_";

  /** Keeps Python from writing beside the programs it runs. */
  static final String NO_BYTECODE = "PYTHONDONTWRITEBYTECODE";

  private EnvironmentNames() {}
}
