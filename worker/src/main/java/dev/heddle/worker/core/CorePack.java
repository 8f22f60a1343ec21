package dev.heddle.worker.core;

import static dev.heddle.model.ParameterType.ANY;
import static dev.heddle.model.ParameterType.BOOLEAN;
import static dev.heddle.model.ParameterType.INTEGER;
import static dev.heddle.model.ParameterType.NUMBER;
import static dev.heddle.model.ParameterType.OBJECT;
import static dev.heddle.model.ParameterType.STRING;

import dev.heddle.model.Parameter;
import dev.heddle.model.ParameterType;
import dev.heddle.model.Parameters;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.values.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The actions every installation has (S1-015). A worker carries out noop, echo, fail and
 * http_request; sleep and the questions to people (S1-100, S1-101) are the engine's own, because
 * they wait without occupying anybody.
 */
public final class CorePack {

  private static final String WHOM = "Login, role or group of who shall answer.";
  private static final String NOT_SELF = "Whether who started the execution may not answer.";

  /** The ref of the pack. */
  public static final String REF = "core";

  /** In the order of the documentation. */
  public static final List<Action> ACTIONS =
      List.of(
          action(
              "noop",
              "Do nothing",
              "Succeeds, or fails with the exit code it is given. Result: message, exit_code.",
              optional("message", STRING, "Comes back in the result."),
              fallback("exit_code", INTEGER, Value.of(0), "Anything but 0 fails.")),
          action(
              "echo",
              "Echo",
              "Returns its message. Result: stdout, stderr, exit_code.",
              optional("message", ANY, "What becomes stdout; no text: its JSON.")),
          action(
              "fail",
              "Fail",
              "Fails with the message it is given.",
              optional("message", STRING, "Why; visible as task.x.error.message."),
              fallback("type", STRING, Value.of("action_failed"), "What task.x.error.type says.")),
          action(
              "sleep",
              "Sleep",
              "Waits without occupying a worker.",
              fallback("seconds", NUMBER, Value.of(1), "How long, decimals allowed.")),
          httpRequest(),
          action(
              "inquiry",
              "Inquiry",
              "Asks a person and waits for the answer without occupying a worker.",
              required("prompt", STRING, "The question."),
              optional("schema", OBJECT, "JSON Schema of the answer."),
              optional("timeout", NUMBER, "Seconds until the question expires."),
              optional("assigned_to", STRING, WHOM),
              optional("forbid_self_approval", BOOLEAN, NOT_SELF)),
          action(
              "ask",
              "Ask",
              "As core.inquiry, with the answer described in the flat style.",
              required("prompt", STRING, "The question."),
              optional("response_schema", OBJECT, "Fields of the answer, as parameters."),
              optional("schema", OBJECT, "JSON Schema of the answer."),
              optional("timeout", NUMBER, "Seconds until the question expires."),
              optional("assigned_to", STRING, WHOM),
              optional("forbid_self_approval", BOOLEAN, NOT_SELF)));

  private CorePack() {}

  private static Action httpRequest() {
    return action(
        "http_request",
        "HTTP request",
        "Sends a request. Any answer is a success of the action; success says whether its status"
            + " is below 400. Result: status_code, headers, body, json, success.",
        required("url", STRING, "Beginning with http:// or https://."),
        fallback(
            "method", STRING, Value.of("GET"), "GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS."),
        optional("headers", OBJECT, "Names and values."),
        optional("query_params", OBJECT, "Added to the URL; a list repeats its name."),
        optional("body", STRING, "Sent as it is."),
        optional("json_body", ANY, "Sent as JSON, instead of body."),
        fallback("timeout", NUMBER, Value.of(30), "Seconds for everything, redirects included."),
        fallback(
            "verify_ssl",
            BOOLEAN,
            Value.of(true),
            "Whether the server's certificate must be valid."),
        optional("auth", OBJECT, "{type: basic, username, password} or {type: bearer, token}."));
  }

  private static Action action(
      String name, String label, String description, Parameter... parameters) {
    Map<String, Parameter> byName = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      byName.put(parameter.name(), parameter);
    }
    return new Action(
        REF + "." + name,
        label,
        description,
        true,
        new Parameters(byName, false),
        new Executor.Builtin(name),
        Optional.empty());
  }

  private static Parameter required(String name, ParameterType type, String description) {
    return parameter(name, type, true, Optional.empty(), description);
  }

  private static Parameter optional(String name, ParameterType type, String description) {
    return parameter(name, type, false, Optional.empty(), description);
  }

  private static Parameter fallback(
      String name, ParameterType type, Value fallback, String description) {
    return parameter(name, type, false, Optional.of(fallback), description);
  }

  private static Parameter parameter(
      String name,
      ParameterType type,
      boolean required,
      Optional<Value> fallback,
      String description) {
    return new Parameter(
        name,
        type,
        required,
        List.of(),
        fallback,
        description,
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
