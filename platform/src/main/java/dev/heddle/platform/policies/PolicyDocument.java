package dev.heddle.platform.policies;

import dev.heddle.model.policy.Policy;
import dev.heddle.model.policy.Policy.Concurrency;
import dev.heddle.model.policy.Policy.Method;
import dev.heddle.model.policy.Policy.Quota;
import dev.heddle.model.policy.Policy.Rate;
import dev.heddle.model.policy.Policy.Scope;
import dev.heddle.platform.Answer;
import dev.heddle.platform.DocumentReader;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A policy as people and programs write it (S1-160):
 *
 * <pre>{@code
 * {"ref", "label", "action_ref" | "pack_ref", "priority", "enabled",
 *  "concurrency": {"limit", "method", "parameters"},
 *  "rate_limit": {"max_executions", "window_seconds", "method"},
 *  "quotas": [{"quota_type", "limit"}]}
 * }</pre>
 */
public final class PolicyDocument {

  private static final Pattern REF = Pattern.compile("[a-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
  private static final String PARAMETERS = "parameters.";
  private static final long MOST = 1_000_000_000;
  private static final Set<String> KEYS =
      Set.of(
          "ref",
          "label",
          "scope",
          "action_ref",
          "pack_ref",
          "priority",
          "enabled",
          "concurrency",
          "rate_limit",
          "quotas");

  private final DocumentReader reader = new DocumentReader();

  private PolicyDocument() {}

  /** What was stored by {@link #write}. */
  public static Policy stored(String json) {
    return DocumentReader.stored(
        read(Json.read(json) instanceof MapValue map ? map : MapValue.EMPTY));
  }

  /** Reads a policy, with all its mistakes if it has some. */
  public static Answer<Policy> read(MapValue document) {
    PolicyDocument reading = new PolicyDocument();
    Policy policy = reading.policy(document);
    return reading.reader.answer("invalid_policy", policy);
  }

  private Policy policy(MapValue document) {
    reader.known("", document, KEYS);
    String ref = text(document, "ref");
    if (!REF.matcher(ref).matches() || ref.length() > 255) {
      reader.error("ref", "is pack.name, of letters, digits, _ and -");
    }
    return new Policy(
        ref,
        text(document, "label"),
        scope(document),
        concurrency(document),
        rate(document),
        quotas(document),
        (int) reader.number("priority", document.get("priority"), -1_000_000, MOST, 0),
        reader.flag(document, "enabled"));
  }

  private Scope scope(MapValue document) {
    String action = text(document, "action_ref");
    String pack = text(document, "pack_ref");
    String said = text(document, "scope");
    if (!action.isEmpty() && !pack.isEmpty()) {
      reader.error("pack_ref", "stands beside action_ref; a policy has one scope");
    }
    String meant = !action.isEmpty() ? "action" : !pack.isEmpty() ? "pack" : "global";
    if (!said.isEmpty() && !said.equals(meant)) {
      reader.error("scope", "is " + meant + " by what it names: action_ref, pack_ref or neither");
    }
    if (!action.isEmpty() && !REF.matcher(action).matches()) {
      reader.error("action_ref", "is the ref of an action or workflow");
    }
    return switch (meant) {
      case "action" -> new Scope.OfAction(action);
      case "pack" -> new Scope.OfPack(pack);
      default -> new Scope.Global();
    };
  }

  private Optional<Concurrency> concurrency(MapValue document) {
    return part(document, "concurrency", Set.of("limit", "method", "parameters"))
        .map(part ->
            new Concurrency(
                (int) number("concurrency.limit", part.get("limit")),
                method("concurrency.method", part, Method.ENQUEUE),
                paths(part)));
  }

  private List<String> paths(MapValue part) {
    List<String> paths = new ArrayList<>();
    Value given = part.getOr("parameters", ListValue.EMPTY);
    if (!(given instanceof ListValue list) || list.items().size() > 10) {
      reader.error("concurrency.parameters", "is a list of at most 10 paths");
      return paths;
    }
    for (Value item : list.items()) {
      if (item instanceof TextValue(String path) && PATH.matcher(path).matches()) {
        paths.add(path.startsWith(PARAMETERS) ? path.substring(PARAMETERS.length()) : path);
      } else {
        reader.error("concurrency.parameters", "are names of parameters, with dots into maps");
      }
    }
    return paths;
  }

  private Optional<Rate> rate(MapValue document) {
    return part(document, "rate_limit", Set.of("max_executions", "window_seconds", "method"))
        .map(part ->
            new Rate(
                (int) number("rate_limit.max_executions", part.get("max_executions")),
                Duration.ofSeconds(number("rate_limit.window_seconds", part.get("window_seconds"))),
                method("rate_limit.method", part, Method.CANCEL)));
  }

  private List<Quota> quotas(MapValue document) {
    List<Quota> quotas = new ArrayList<>();
    Value given = document.getOr("quotas", ListValue.EMPTY);
    if (!(given instanceof ListValue list)) {
      reader.error("quotas", "is a list");
      return quotas;
    }
    for (int i = 0; i < list.items().size(); i++) {
      String path = "quotas." + i;
      if (!(list.items().get(i) instanceof MapValue quota)) {
        reader.error(path, "is a map with quota_type and limit");
        continue;
      }
      reader.known(path + ".", quota, Set.of("quota_type", "limit"));
      String type = text(quota, "quota_type");
      Optional<Quota.Type> known =
          List.of(Quota.Type.values()).stream()
              .filter(each -> each.label().equals(type))
              .findFirst();
      if (known.isEmpty()) {
        reader.error(path + ".quota_type", "is running_executions or executions_total");
      }
      quotas.add(
          new Quota(
              known.orElse(Quota.Type.RUNNING_EXECUTIONS),
              number(path + ".limit", quota.get("limit"))));
    }
    return quotas;
  }

  private Optional<MapValue> part(MapValue document, String key, Set<String> keys) {
    Optional<MapValue> part = reader.map(document, key);
    part.ifPresent(map -> reader.known(key + ".", map, keys));
    return part;
  }

  private Method method(String path, MapValue part, Method otherwise) {
    Value given = part.getOr("method", NullValue.INSTANCE);
    if (given instanceof NullValue) {
      return otherwise;
    }
    for (Method method : Method.values()) {
      if (given instanceof TextValue(String label) && label.equals(method.label())) {
        return method;
      }
    }
    reader.error(path, "is enqueue or cancel");
    return otherwise;
  }

  private String text(MapValue map, String key) {
    return reader.text(map, key, "");
  }

  private long number(String path, @Nullable Value value) {
    return reader.number(path, value, 1, MOST);
  }

  /** The JSON form of a policy. */
  public static MapValue write(Policy policy) {
    MapValue.Builder document =
        MapValue.builder().put("ref", policy.ref()).put("label", policy.label());
    switch (policy.scope()) {
      case Scope.Global() -> document.put("scope", "global");
      case Scope.OfPack(String pack) -> document.put("scope", "pack").put("pack_ref", pack);
      case Scope.OfAction(String action) ->
          document.put("scope", "action").put("action_ref", action);
    }
    return document
        .put("priority", policy.priority())
        .put("enabled", policy.enabled())
        .put("concurrency", policy.concurrency().map(PolicyDocument::write).orElse(Value.nothing()))
        .put("rate_limit", policy.rate().map(PolicyDocument::write).orElse(Value.nothing()))
        .put("quotas", new ListValue(policy.quotas().stream().map(PolicyDocument::write).toList()))
        .build();
  }

  private static Value write(Concurrency concurrency) {
    return MapValue.builder()
        .put("limit", concurrency.limit())
        .put("method", concurrency.method().label())
        .put(
            "parameters",
            new ListValue(concurrency.parameters().stream().<Value>map(Value::of).toList()))
        .build();
  }

  private static Value write(Rate rate) {
    return MapValue.builder()
        .put("max_executions", rate.maxExecutions())
        .put("window_seconds", rate.window().toSeconds())
        .put("method", rate.method().label())
        .build();
  }

  private static Value write(Quota quota) {
    return MapValue.builder()
        .put("quota_type", quota.type().label())
        .put("limit", quota.limit())
        .build();
  }
}
