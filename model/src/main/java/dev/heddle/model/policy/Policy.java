package dev.heddle.model.policy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Limits for executions of actions and workflows (S1-160). Of all policies only one holds for an
 * action: one of its own before one of its pack before a global one, and among those the one with
 * the highest priority.
 */
public record Policy(
    String ref,
    String label,
    Scope scope,
    Optional<Concurrency> concurrency,
    Optional<Rate> rate,
    List<Quota> quotas,
    int priority,
    boolean enabled) {

  public Policy {
    quotas = List.copyOf(quotas);
  }

  /** Whether it limits anything; one that does not exempts what it holds for. */
  public boolean limits() {
    return concurrency.isPresent() || rate.isPresent() || !quotas.isEmpty();
  }

  /** What it holds for. */
  public sealed interface Scope {

    /** Everything. */
    record Global() implements Scope {}

    /** Whatever is in a pack. */
    record OfPack(String pack) implements Scope {}

    /** One action or workflow. */
    record OfAction(String action) implements Scope {}
  }

  /** What becomes of that for which there is no room. */
  public enum Method {
    /** It waits, first come, first served. */
    ENQUEUE,
    /** It is cancelled at once. */
    CANCEL;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How many run at once.
   *
   * @param parameters dotted paths of the parameters whose values are counted apart; empty: all
   *     together
   */
  public record Concurrency(int limit, Method method, List<String> parameters) {
    public Concurrency {
      parameters = List.copyOf(parameters);
    }
  }

  /** How many begin in any window of time. */
  public record Rate(int maxExecutions, Duration window, Method method) {}

  /** A number that is never passed; what would do so is cancelled. */
  public record Quota(Type type, long limit) {

    /** What is counted. */
    public enum Type {
      /** Those that have begun and not ended. */
      RUNNING_EXECUTIONS,
      /** All that ever began. */
      EXECUTIONS_TOTAL;

      public String label() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }
}
