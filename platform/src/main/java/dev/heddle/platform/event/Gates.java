package dev.heddle.platform.event;

import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.execution.ExecutionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Lets enforcements through that wait for others: overlapping ones of a rule, and backfills. */
public final class Gates {

  private final EventStore store;
  private final Starting starting;
  private final Engine engine;

  Gates(EventStore store, Starting starting, Engine engine) {
    this.store = store;
    this.starting = starting;
    this.engine = engine;
  }

  /**
   * What is at a gate.
   *
   * @param waiting oldest first
   * @param underWay executions that have passed and not ended
   */
  public record Queue(List<Enforcement> waiting, List<ExecutionId> underWay) {
    public Queue {
      waiting = List.copyOf(waiting);
      underWay = List.copyOf(underWay);
    }
  }

  /**
   * What happens at a gate.
   *
   * @param opened those that pass, with the ids of their executions
   * @param skipped those that are left out, and why
   * @param cancelled executions that make room
   */
  public record Moves(
      List<Enforcement> opened, Map<ExecutionId, String> skipped, List<ExecutionId> cancelled) {
    public Moves {
      opened = List.copyOf(opened);
      skipped = Map.copyOf(skipped);
      cancelled = List.copyOf(cancelled);
    }
  }

  /** What shall happen. Pure, but for new ids. */
  static Moves decide(Queue queue, Supplier<ExecutionId> ids) {
    List<Enforcement> opened = new ArrayList<>();
    Map<ExecutionId, String> skipped = new LinkedHashMap<>();
    List<ExecutionId> cancelled = new ArrayList<>();
    int underWay = queue.underWay().size();
    for (int i = 0; i < queue.waiting().size(); i++) {
      Enforcement each = queue.waiting().get(i);
      Enforcement.Gate gate = each.gate();
      if (gate == null) {
        continue;
      }
      boolean room = underWay + opened.size() < gate.room();
      switch (gate.overlap()) {
        case ALLOW, QUEUE -> {
          if (room) {
            opened.add(each.opened(ids.get()));
          }
        }
        case SKIP -> {
          if (room) {
            opened.add(each.opened(ids.get()));
          } else {
            skipped.put(each.id(), "what the rule started before still ran");
          }
        }
        case CANCEL_OLDER -> {
          if (i < queue.waiting().size() - 1) {
            skipped.put(each.id(), "a newer event came before it could start");
          } else if (room) {
            opened.add(each.opened(ids.get()));
          } else {
            cancelled.addAll(queue.underWay());
          }
        }
      }
    }
    return new Moves(opened, skipped, cancelled);
  }

  /** Does at every gate what can be done now; whether any still wait. */
  boolean step() {
    List<String> gates = store.gates();
    for (String gate : gates) {
      store.pass(gate, queue -> decide(queue, engine::newId)).ifPresent(this::follow);
    }
    return !gates.isEmpty();
  }

  private void follow(Moves moves) {
    moves.opened().forEach(each -> starting.start(each, true));
    for (ExecutionId execution : moves.cancelled()) {
      CompletableFuture<Reply> _ =
          engine.submit(
              execution,
              new Command.Cancel("system", Optional.of(CancellationPolicy.CANCEL_RUNNING)));
    }
  }
}
