package dev.heddle.worker.process;

import dev.heddle.engine.port.Assignment;
import dev.heddle.model.action.Executor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a program finds in its environment (S1-138): a few variables of the host, the variables of
 * the action, those given with the execution, and who it is. Never the rest of the server's
 * environment, which holds the server's secrets.
 *
 * @param refused variables given with the execution that were left out, because they choose what
 *     code an interpreter or the linker loads: who may start a workflow may not write one
 */
record ProcessEnvironment(Map<String, String> variables, List<String> refused) {

  private static final Set<String> FROM_HOST =
      Set.of("PATH", "HOME", "LANG", "TZ", "TMPDIR", "USER");

  private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

  private static final Pattern CHOOSES_CODE =
      Pattern.compile(
          "PATH|IFS|ENV|BASH_ENV|BASH_FUNC_.*|SHELLOPTS|BASHOPTS|PS4|PROMPT_COMMAND|CDPATH"
              + "|LD_.*|DYLD_.*|GCONV_PATH|PYTHON.*|NODE_.*|PERL.*|RUBY.*|JAVA_TOOL_OPTIONS"
              + "|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|GIT_.*|HEDDLE_.*");

  ProcessEnvironment {
    variables = Map.copyOf(variables);
    refused = List.copyOf(refused);
  }

  /** Where interpreters are found. */
  String path() {
    return variables.getOrDefault("PATH", DEFAULT_PATH);
  }

  /** What every program sees of the host's environment. */
  static Map<String, String> basic(Map<String, String> host) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("PATH", DEFAULT_PATH);
    host.forEach((name, value) -> {
      if (FROM_HOST.contains(name) || name.startsWith("LC_")) {
        variables.put(name, value);
      }
    });
    return variables;
  }

  static ProcessEnvironment of(
      Map<String, String> host, Assignment assignment, Executor.Program program) {
    Map<String, String> variables = basic(host);
    // The directory of a pack stays as it was signed.
    variables.put(EnvironmentNames.NO_BYTECODE, "1");
    variables.putAll(program.environment());
    List<String> refused = new ArrayList<>();
    assignment
        .environment()
        .forEach((name, value) -> {
          if (CHOOSES_CODE.matcher(name).matches()) {
            refused.add(name);
          } else {
            variables.put(name, value);
          }
        });
    variables.put(EnvironmentNames.ACTION_REF, assignment.action().ref());
    variables.put(EnvironmentNames.EXECUTION_ID, assignment.attempt().execution().toString());
    variables.put(EnvironmentNames.ATTEMPT_ID, assignment.attempt().toString());
    variables.put(EnvironmentNames.TASK, assignment.task());
    variables.put(EnvironmentNames.WORKFLOW, assignment.workflow());
    assignment
        .api()
        .ifPresent(api -> {
          variables.put(EnvironmentNames.API_URL, api.url());
          variables.put(EnvironmentNames.TOKEN, api.token());
        });
    return new ProcessEnvironment(variables, refused.stream().sorted().toList());
  }
}
