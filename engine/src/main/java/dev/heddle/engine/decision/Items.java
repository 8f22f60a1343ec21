package dev.heddle.engine.decision;

import dev.heddle.expressions.ExpressionException;
import dev.heddle.model.Iteration;
import dev.heddle.model.Iteration.BatchMode;
import dev.heddle.model.Node;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a node once per element of a list (2.5). */
final class Items {

  private Items() {}

  /** Records every item with its rendered input, then starts as many as may run (S1-085). */
  static void start(Turn turn, Node node, TaskExecution whole, MapValue given) {
    Iteration iteration = node.iteration().orElseThrow();
    Value rendered;
    try {
      rendered = iteration.items().render(turn.scope());
    } catch (ExpressionException failed) {
      turn.fail(whole, Activations.templateError(node, "with_items", failed));
      return;
    }
    if (rendered.plain() instanceof NullValue) {
      turn.fail(
          whole,
          FailureType.WITH_ITEMS_NOT_A_LIST.because(
              "Task " + node.name() + ": with_items is null, expected a list"));
      return;
    }
    turn.save(whole.withStatus(TaskStatus.RUNNING, Activations.started(turn, whole)));
    List<Value> elements = elements(rendered, iteration);
    for (int index = 0; index < elements.size(); index++) {
      record(turn, node, whole, elements, index, given);
    }
    advance(turn, turn.run(whole.key()));
  }

  private static List<Value> elements(Value rendered, Iteration iteration) {
    if (!(rendered.plain() instanceof ListValue list)) {
      return List.of(rendered);
    }
    if (iteration.mode() == BatchMode.WAVE) {
      return list.items();
    }
    int size = iteration.batchSize().orElse(1);
    List<Value> chunks = new ArrayList<>();
    for (int from = 0; from < list.items().size(); from += size) {
      chunks.add(
          new ListValue(list.items().subList(from, Math.min(from + size, list.items().size()))));
    }
    return chunks;
  }

  private static void record(
      Turn turn, Node node, TaskExecution whole, List<Value> elements, int index, MapValue given) {
    TaskExecution item =
        new TaskExecution(
            whole.key().item(index),
            whole.name(),
            TaskStatus.REQUESTED,
            elements.get(index),
            null,
            null,
            null,
            null,
            whole.group(),
            List.of(),
            TaskExecution.Times.scheduled(turn.now),
            TaskExecution.Progress.scheduled(turn.state.nextOrder()));
    try {
      Value input = node.input().render(scope(turn, node, elements, index));
      turn.save(item.withInput(Activations.laidOver(input, given)));
    } catch (ExpressionException failed) {
      turn.save(item);
      turn.fail(item, Activations.templateError(node, "input", failed));
    }
  }

  /** The names an item's expressions see (S1-082, S1-086). */
  static TaskScope scope(Turn turn, NodeRun run, int index) {
    List<Value> elements = new ArrayList<>(run.itemCount());
    for (int i = 0; i < run.itemCount(); i++) {
      elements.add(orNull(run.item(i).item()));
    }
    return scope(turn, turn.graph().node(run.node), elements, index);
  }

  private static TaskScope scope(Turn turn, Node node, List<Value> elements, int index) {
    Iteration iteration = node.iteration().orElseThrow();
    Value element = elements.get(index);
    if (iteration.mode() == BatchMode.LIST || iteration.batchSize().isEmpty()) {
      return turn.scope().with(Map.of("item", element, "index", new IntegerValue(index)));
    }
    int size = iteration.batchSize().getAsInt();
    int wave = index / size;
    int end = Math.min((wave + 1) * size, elements.size());
    return turn.scope()
        .with(
            Map.of(
                "item", element,
                "index", new IntegerValue(index),
                "batch", new ListValue(elements.subList(wave * size, end)),
                "batch_index", new IntegerValue(wave)));
  }

  private static Value orNull(@Nullable Value value) {
    return value == null ? NullValue.INSTANCE : value;
  }

  /** Starts the items whose turn has come; ends the iteration after the last (S1-085, S1-087). */
  static void advance(Turn turn, NodeRun run) {
    if (!run.hasOpenItems()) {
      end(turn, run);
      return;
    }
    if (turn.execution().isPaused() || turn.execution().isStopping()) {
      return;
    }
    Node node = turn.graph().node(run.node);
    Iteration iteration = node.iteration().orElseThrow();
    int free = iteration.window() - run.busyItems();
    for (int index = run.nextItem; index < run.itemCount() && free > 0; index++) {
      if (!isOpenWave(iteration, run, index)) {
        return;
      }
      run.nextItem = index + 1;
      if (run.item(index).status() == TaskStatus.REQUESTED) {
        free--;
        Attempts.beginAfter(turn, run.item(index), node.timing().delay());
      }
    }
  }

  private static boolean isOpenWave(Iteration iteration, NodeRun run, int index) {
    if (iteration.mode() == BatchMode.LIST || iteration.batchSize().isEmpty()) {
      return true;
    }
    int size = iteration.batchSize().getAsInt();
    return run.settledItems() >= index / size * size;
  }

  /** The aggregate outcome decides, not that of the last item (S1-087, S1-088). */
  private static void end(Turn turn, NodeRun run) {
    if (run.whole().status().isTerminal()) {
      return;
    }
    if (turn.execution().isStopping()) {
      turn.cancel(run.whole());
      return;
    }
    List<Integer> failed = new ArrayList<>();
    List<Integer> timedOut = new ArrayList<>();
    for (int index = 0; index < run.itemCount(); index++) {
      switch (run.item(index).status()) {
        case COMPLETED -> {}
        case TIMEOUT -> timedOut.add(index);
        case REQUESTED, SCHEDULED, RUNNING, WAITING, FAILED, CANCELLED, SKIPPED, ABANDONED ->
            failed.add(index);
      }
    }
    if (!failed.isEmpty()) {
      turn.end(
          run.whole(), TaskStatus.FAILED, null, failure(run, "items_failed", "failed", failed));
    } else if (!timedOut.isEmpty()) {
      turn.end(
          run.whole(), TaskStatus.TIMEOUT, null, failure(run, "timeout", "timed out", timedOut));
    } else {
      turn.end(run.whole(), TaskStatus.COMPLETED, null, null);
    }
  }

  private static Failure failure(NodeRun run, String type, String verb, List<Integer> which) {
    int shown = Math.min(which.size(), 10);
    String indexes =
        String.join(", ", which.subList(0, shown).stream().map(String::valueOf).toList());
    Failure first = run.item(which.getFirst()).failure();
    return new Failure(
        type,
        which.size()
            + " of "
            + run.itemCount()
            + " items "
            + verb
            + ": "
            + indexes
            + (shown < which.size() ? ", …" : "")
            + (first == null ? "" : "; the first: " + first.message()),
        MapValue.EMPTY);
  }
}
