package dev.heddle.engine.decision;

import dev.heddle.model.Activation;
import dev.heddle.model.Graph;
import dev.heddle.model.execution.TaskExecution.Trigger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A node that some of its predecessors have reached, but too few to start it (S1-064).
 *
 * @param missing the predecessors that have not
 */
public record PartialJoin(String node, int arrived, int needed, List<String> missing) {

  public PartialJoin {
    missing = List.copyOf(missing);
  }

  /** Those of an execution as it stands. */
  public static List<PartialJoin> of(ExecutionState state) {
    List<PartialJoin> joins = new ArrayList<>();
    state
        .barriers()
        .forEach((place, barrier) -> {
          int needed = needed(state.graph(), place.node());
          if (barrier.arrived() > 0 && barrier.arrived() < needed) {
            joins.add(
                new PartialJoin(
                    state.graph().node(place.node()).name(),
                    barrier.arrived(),
                    needed,
                    missing(state.graph(), place.node(), barrier.arrivals())));
          }
        });
    return joins;
  }

  private static int needed(Graph graph, int node) {
    return switch (graph.node(node).activation()) {
      case Activation.First() -> 1;
      case Activation.All() -> graph.inboundCount(node);
      case Activation.Count(int arrivals) -> arrivals;
    };
  }

  private static List<String> missing(Graph graph, int node, List<Trigger> arrivals) {
    List<String> names = new ArrayList<>();
    for (int from = 0; from < graph.size(); from++) {
      int predecessor = from;
      boolean leadsHere = Arrays.stream(graph.successors(from)).anyMatch(to -> to == node);
      if (leadsHere && arrivals.stream().noneMatch(arrival -> arrival.node() == predecessor)) {
        names.add(graph.node(from).name());
      }
    }
    return names;
  }
}
