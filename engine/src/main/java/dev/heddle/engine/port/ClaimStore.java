package dev.heddle.engine.port;

import dev.heddle.model.execution.Claim;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Claims as they are durable. They come with the commit that lets their holder wait; one that was
 * admitted is a slot in use exactly as long as its holder has not ended, which is looked up in the
 * holder's own row: nothing has to be given back.
 */
public interface ClaimStore {

  /** The policies under which something waits. */
  Set<String> waiting();

  /**
   * Rules on what waits under a policy, alone among all nodes. What it answers is durable.
   *
   * @param rule decides; called at most once
   * @return empty if another node rules on it just now
   */
  Optional<List<Ruling>> rule(String policy, Instant now, Function<Line, List<Ruling>> rule);

  /**
   * Rulings of before a moment that their holders could follow and have not yet, oldest first;
   * attempts of executions that are paused or stopping cannot.
   */
  List<Ruling> unheard(Instant before, int limit);

  /** Forgets claims whose holders have ended; how many. */
  int tidy();

  /** Who holds slots under a policy and who waits for one, in order. */
  Queue queue(String policy, int limit);

  /** What an execution waits for under policies. */
  List<Standing> standings(ExecutionId execution);

  /**
   * What is known about one policy at one moment.
   *
   * @param policy empty if it is gone or disabled: then nothing is limited any more
   * @param held slots in use, by key
   * @param recent how many slots were given within the window of its rate
   * @param total how many were ever given
   * @param waiting claims that could begin, by priority, then in the order they came; of a key no
   *     fewer than there is room for. Attempts of executions that are paused or stopping could not:
   *     they would hold a slot without using it
   */
  record Line(
      Optional<Policy> policy,
      Map<String, Integer> held,
      long recent,
      long total,
      List<Claim> waiting) {}

  /**
   * What was decided about a claim.
   *
   * @param denial why it is cancelled; null if it is admitted
   */
  record Ruling(Claim claim, @Nullable String denial) {}

  /** A claim that holds a slot since a moment. */
  record Holder(Claim claim, Instant since) {}

  /** Holders and those that wait, each at most as many as asked for, and how many there are. */
  record Queue(List<Holder> holders, List<Claim> waiting, long held, long queued) {}

  /**
   * A claim that waits.
   *
   * @param ahead how many with the same key are of higher priority, or as high and came before
   * @param holders who holds the slots of its key, some of them
   */
  record Standing(Claim claim, long ahead, List<Holder> holders) {}
}
