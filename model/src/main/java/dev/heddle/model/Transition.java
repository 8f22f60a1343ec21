package dev.heddle.model;

import dev.heddle.expressions.Template;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the path goes when a node has ended; a node's transitions are evaluated in order. */
public sealed interface Transition {

  /** The outcomes on which this transition is looked at. */
  Set<Outcome> on();

  /** How the author wrote it: {@code on_success}, {@code decision}, {@code next} … */
  String kind();

  SourceSpan span();

  /** Every node this transition can lead to, in order of writing. */
  List<String> reachable();

  /** Fires whenever its condition holds; publishes first, then starts its targets (S1-055). */
  record Edge(
      Set<Outcome> on,
      Optional<Template> when,
      List<Publication> publish,
      List<String> targets,
      String kind,
      SourceSpan span)
      implements Transition {
    public Edge {
      on = Set.copyOf(on);
      publish = List.copyOf(publish);
      targets = List.copyOf(targets);
    }

    @Override
    public List<String> reachable() {
      return targets;
    }
  }

  /** Fires the first branch whose condition holds, else the default (S1-052). */
  record Choice(
      Set<Outcome> on, List<Branch> branches, List<String> otherwise, String kind, SourceSpan span)
      implements Transition {
    public Choice {
      on = Set.copyOf(on);
      branches = List.copyOf(branches);
      otherwise = List.copyOf(otherwise);
    }

    @Override
    public List<String> reachable() {
      java.util.ArrayList<String> names = new java.util.ArrayList<>();
      branches.forEach(branch -> names.addAll(branch.targets()));
      names.addAll(otherwise);
      return List.copyOf(names);
    }
  }

  /** Accepts these outcomes: nothing follows, and the execution does not fail by them (S4-26). */
  record Absorption(Set<Outcome> on, String kind, SourceSpan span) implements Transition {

    public Absorption {
      on = Set.copyOf(on);
    }

    @Override
    public List<String> reachable() {
      return List.of();
    }
  }

  /** One way of a {@link Choice}. */
  record Branch(Template when, List<String> targets, SourceSpan span) {
    public Branch {
      targets = List.copyOf(targets);
    }
  }
}
