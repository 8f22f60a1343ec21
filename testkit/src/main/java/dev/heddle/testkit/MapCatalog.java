package dev.heddle.testkit;

import dev.heddle.engine.port.Catalog;
import dev.heddle.engine.port.Throttle;
import dev.heddle.expressions.KeyReader;
import dev.heddle.model.Parameters;
import dev.heddle.model.Workflow;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.Starter;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A catalogue filled by hand; an action nobody described takes any input. */
public final class MapCatalog implements Catalog {

  private final List<Workflow> workflows = new ArrayList<>();
  private final Map<String, Action> actions = new HashMap<>();
  private final Map<String, Throttle> throttles = new HashMap<>();
  private final Set<String> missing = new HashSet<>();
  private final Set<String> withheld = new HashSet<>();
  private final Map<String, Value> keys = new HashMap<>();
  private final Map<String, Value> secrets = new HashMap<>();
  private MapValue packConfig = MapValue.EMPTY;

  /** Adds a workflow and returns the id of its definition. */
  public long add(Workflow workflow) {
    workflows.add(workflow);
    return workflows.size();
  }

  public void add(Action action) {
    actions.put(action.ref(), action);
  }

  /** An action that takes these parameters. */
  public static Action action(String ref, Parameters parameters) {
    return new Action(ref, ref, "", true, parameters, new Executor.Builtin(ref), Optional.empty());
  }

  /** What calls of a ref have to be admitted by. */
  public void throttle(String ref, Throttle throttle) {
    throttles.put(ref, throttle);
  }

  @Override
  public Optional<Throttle> throttle(String ref) {
    return Optional.ofNullable(throttles.get(ref));
  }

  /** Makes a ref unknown. */
  public void remove(String ref) {
    missing.add(ref);
  }

  public void key(String name, Value value) {
    keys.put(name, value);
  }

  public void secret(String name, Value value) {
    secrets.put(name, value);
  }

  /** Makes a permission set one that nobody may hand on. */
  public void withhold(String set) {
    withheld.add(set);
  }

  public void packConfig(MapValue config) {
    packConfig = config;
  }

  @Override
  public Workflow workflow(long definition) {
    return workflows.get((int) definition - 1);
  }

  @Override
  public Found find(long caller, String ref) {
    if (missing.contains(ref)) {
      return new Found.Nothing("there is no action or workflow " + ref);
    }
    for (int index = workflows.size() - 1; index >= 0; index--) {
      if (workflows.get(index).ref().equals(ref)) {
        return new Found.AWorkflow(workflows.get(index), index + 1L);
      }
    }
    return new Found.AnAction(actions.getOrDefault(ref, action(ref, Parameters.ANY)));
  }

  @Override
  public MapValue packConfig(long caller) {
    return packConfig;
  }

  @Override
  public List<String> undelegable(Starter starter, List<String> sets) {
    return sets.stream().filter(withheld::contains).toList();
  }

  @Override
  public KeyReader keys(long caller, Starter starter) {
    return new KeyReader() {
      @Override
      public @Nullable Value get(String key) {
        return keys.get(key);
      }

      @Override
      public @Nullable Value getSecret(String key) {
        Value secret = secrets.get(key);
        return secret == null ? null : SecretValue.mark(secret);
      }
    };
  }
}
