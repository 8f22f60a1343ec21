package dev.heddle.testkit;

import dev.heddle.engine.port.ClaimStore;
import dev.heddle.model.execution.Claim;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Claims and policies in memory; whether a holder has ended, its own row says. */
public final class MemoryClaims implements ClaimStore {

  /** How far the holder of a claim is. */
  enum State {
    WAITING,
    /** It waits, and its execution is paused or stopping. */
    HELD_UP,
    BEGUN,
    ENDED
  }

  private record Ruled(Instant at, @Nullable String denial) {}

  /** Of two that are as high, the first stays the first. */
  private static final Comparator<Claim> TURN = Comparator.comparingInt(Claim::priority).reversed();

  private final Object monitor;
  private final Function<Claim, State> holders;
  private final Map<String, Policy> policies = new HashMap<>();
  private final Map<Claim, Optional<Ruled>> claims = new LinkedHashMap<>();
  private final Map<String, List<Instant>> given = new HashMap<>();

  /**
   * @param monitor that of the rows of the holders: claims and rows change together
   */
  MemoryClaims(Object monitor, Function<Claim, State> holders) {
    this.monitor = monitor;
    this.holders = holders;
  }

  public void put(Policy policy) {
    synchronized (monitor) {
      policies.put(policy.ref(), policy);
    }
  }

  public void remove(String policy) {
    synchronized (monitor) {
      policies.remove(policy);
    }
  }

  void add(List<Claim> more) {
    synchronized (monitor) {
      more.forEach(claim -> claims.put(claim, Optional.empty()));
    }
  }

  @Override
  public Set<String> waiting() {
    synchronized (monitor) {
      Set<String> found = new TreeSet<>();
      claims.forEach((claim, ruled) -> {
        if (ruled.isEmpty()) {
          found.add(claim.policy());
        }
      });
      return found;
    }
  }

  @Override
  public Optional<List<Ruling>> rule(
      String policy, Instant now, Function<Line, List<Ruling>> rule) {
    synchronized (monitor) {
      Map<String, Integer> held = new HashMap<>();
      List<Claim> waiting = new ArrayList<>();
      claims.forEach((claim, ruled) -> {
        State state = holders.apply(claim);
        if (!claim.policy().equals(policy) || state == State.ENDED) {
          return;
        }
        if (ruled.isEmpty()) {
          if (state == State.WAITING) {
            waiting.add(claim);
          }
        } else if (ruled.get().denial() == null) {
          held.merge(claim.key(), 1, Integer::sum);
        }
      });
      waiting.sort(TURN);
      List<Instant> all = given.computeIfAbsent(policy, _ -> new ArrayList<>());
      Optional<Policy> inForce = Optional.ofNullable(policies.get(policy)).filter(Policy::enabled);
      Optional<Instant> opened =
          inForce.flatMap(Policy::rate).map(rate -> now.minus(rate.window()));
      long recent = all.stream().filter(at -> opened.filter(at::isAfter).isPresent()).count();
      List<Ruling> rulings =
          List.copyOf(rule.apply(new Line(inForce, held, recent, all.size(), waiting)));
      for (Ruling ruling : rulings) {
        claims.put(ruling.claim(), Optional.of(new Ruled(now, ruling.denial())));
        if (ruling.denial() == null) {
          all.add(now);
        }
      }
      return Optional.of(rulings);
    }
  }

  @Override
  public List<Ruling> unheard(Instant before, int limit) {
    synchronized (monitor) {
      List<Ruling> found = new ArrayList<>();
      claims.forEach((claim, ruled) -> {
        if (ruled.isPresent()
            && ruled.get().at().isBefore(before)
            && holders.apply(claim) == State.WAITING
            && found.size() < limit) {
          found.add(new Ruling(claim, ruled.get().denial()));
        }
      });
      return found;
    }
  }

  @Override
  public int tidy() {
    synchronized (monitor) {
      int before = claims.size();
      claims.keySet().removeIf(claim -> holders.apply(claim) == State.ENDED);
      return before - claims.size();
    }
  }

  @Override
  public Queue queue(String policy, int limit) {
    synchronized (monitor) {
      List<Holder> holding = new ArrayList<>();
      List<Claim> waiting = new ArrayList<>();
      claims.forEach((claim, ruled) -> {
        if (!claim.policy().equals(policy) || holders.apply(claim) == State.ENDED) {
          return;
        }
        if (ruled.isEmpty()) {
          waiting.add(claim);
        } else if (ruled.get().denial() == null) {
          holding.add(new Holder(claim, ruled.get().at()));
        }
      });
      waiting.sort(TURN);
      return new Queue(
          holding.stream().limit(limit).toList(),
          waiting.stream().limit(limit).toList(),
          holding.size(),
          waiting.size());
    }
  }

  @Override
  public List<Standing> standings(ExecutionId execution) {
    synchronized (monitor) {
      List<Standing> found = new ArrayList<>();
      for (String policy : waiting()) {
        Queue queue = queue(policy, Integer.MAX_VALUE);
        for (Claim claim : queue.waiting()) {
          if (claim.execution().equals(execution)) {
            List<Claim> ofKey =
                queue.waiting().stream().filter(each -> each.key().equals(claim.key())).toList();
            found.add(
                new Standing(
                    claim,
                    ofKey.indexOf(claim),
                    queue.holders().stream()
                        .filter(each -> each.claim().key().equals(claim.key()))
                        .limit(5)
                        .toList()));
          }
        }
      }
      return found;
    }
  }
}
