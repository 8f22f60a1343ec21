package dev.heddle.expressions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What names may be used at one place of a definition. A scope whose members are not given is open:
 * any member is taken for known. Members of {@code pack.config} are given as {@code pack.config}.
 */
public final class KnownNames {

  private static final Set<String> ITERATION_NAMES =
      Set.of("item", "index", "batch", "batch_index");

  /** Where a bare name is looked for after the iteration variables (S1-023). */
  private static final List<String> BARE_ORDER =
      List.of("task", "vars", "parameters", "pack.config", "system");

  private final Set<String> roots;
  private final Map<String, Set<String>> members;
  private final boolean outcome;

  private KnownNames(Builder builder) {
    this.roots = Set.copyOf(builder.roots);
    this.members = Map.copyOf(builder.members);
    this.outcome = builder.outcome;
  }

  /** Starts with the scopes of S1-022, all open, outside iterations and transitions. */
  public static Builder builder() {
    return new Builder();
  }

  boolean isRoot(String name) {
    return roots.contains(name);
  }

  /** The members of {@code scope}, or Java null if it is open. */
  @Nullable Set<String> membersOf(String scope) {
    return members.get(scope);
  }

  boolean outcomeAllowed() {
    return outcome;
  }

  static boolean isIterationName(String name) {
    return ITERATION_NAMES.contains(name);
  }

  boolean isBareNameKnown(String name) {
    for (String scope : BARE_ORDER) {
      Set<String> names = members.get(scope);
      if (names == null || names.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** Everything that could stand at the start of a path. */
  Collection<String> firstNames() {
    List<String> names = new ArrayList<>(new TreeSet<>(roots));
    for (String scope : BARE_ORDER) {
      names.addAll(new TreeSet<>(members.getOrDefault(scope, Set.of())));
    }
    return names;
  }

  /** Collects names. */
  public static final class Builder {
    private final Set<String> roots =
        new HashSet<>(
            Arrays.asList("task", "vars", "parameters", "pack", "system", "kv", "inquiry"));
    private final Map<String, Set<String>> members = new HashMap<>();
    private boolean outcome;

    private Builder() {
      members.put("pack", Set.of("config"));
      members.put("kv", Set.of());
    }

    public Builder tasks(Collection<String> names) {
      return members("task", names);
    }

    public Builder vars(Collection<String> names) {
      return members("vars", names);
    }

    public Builder parameters(Collection<String> names) {
      return members("parameters", names);
    }

    public Builder config(Collection<String> names) {
      return members("pack.config", names);
    }

    public Builder system(Collection<String> names) {
      return members("system", names);
    }

    /** Adds a scope of any name and closes its members. */
    public Builder members(String scope, Collection<String> names) {
      if (scope.indexOf('.') < 0) {
        roots.add(scope);
      }
      members.put(scope, Set.copyOf(names));
      return this;
    }

    /** Adds a scope with any members, for example {@code event} in rules. */
    public Builder root(String name) {
      roots.add(name);
      return this;
    }

    /** Allows {@code item}, {@code index}, {@code batch} and {@code batch_index}. */
    public Builder iteration(boolean allowed) {
      if (allowed) {
        roots.addAll(ITERATION_NAMES);
      } else {
        roots.removeAll(ITERATION_NAMES);
      }
      return this;
    }

    /** Allows {@code succeeded()}, {@code failed()}, {@code timed_out()} and {@code result()}. */
    public Builder outcome(boolean allowed) {
      outcome = allowed;
      return this;
    }

    public KnownNames build() {
      return new KnownNames(this);
    }
  }
}
