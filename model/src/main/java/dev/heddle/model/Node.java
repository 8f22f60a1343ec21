package dev.heddle.model;

import dev.heddle.expressions.Template;
import dev.heddle.model.placement.Placement;
import dev.heddle.values.MapValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One task of a workflow.
 *
 * @param name unique in the workflow, members of groups included (S1-079)
 * @param guard false at scheduling time skips the node (S1-069)
 * @param waitFor renders to the id of an inquiry that must be answered first (S1-110)
 * @param input renders to a map
 * @param publish written when the node ended with an outcome of {@code publishOn} (S1-061)
 * @param group the parallel group this node is a member of
 * @param placement which workers may run it, over what the action says (S1-169)
 * @param permissions of its program's token, over what the action says (S1-168)
 */
public record Node(
    String name,
    Work work,
    Activation activation,
    Optional<Template> guard,
    Optional<Template> waitFor,
    Template input,
    Optional<Iteration> iteration,
    Timing timing,
    Retry retry,
    List<Publication> publish,
    Set<Outcome> publishOn,
    List<Transition> transitions,
    Optional<String> group,
    Placement placement,
    PermissionSets permissions,
    SourceSpan span) {

  /** The input of a task that says nothing about it: an empty map (S1-046). */
  public static final Template NO_INPUT = Template.of(MapValue.EMPTY);

  public Node {
    publish = List.copyOf(publish);
    publishOn = Set.copyOf(publishOn);
    transitions = List.copyOf(transitions);
  }

  /** A node that may run on any worker its action allows. */
  public Node(
      String name,
      Work work,
      Activation activation,
      Optional<Template> guard,
      Optional<Template> waitFor,
      Template input,
      Optional<Iteration> iteration,
      Timing timing,
      Retry retry,
      List<Publication> publish,
      Set<Outcome> publishOn,
      List<Transition> transitions,
      Optional<String> group,
      SourceSpan span) {
    this(
        name,
        work,
        activation,
        guard,
        waitFor,
        input,
        iteration,
        timing,
        retry,
        publish,
        publishOn,
        transitions,
        group,
        Placement.ANYWHERE,
        PermissionSets.UNSAID,
        span);
  }

  /**
   * The clock of a node.
   *
   * @param timeout limits one attempt (S1-098)
   * @param delay the pause before the first attempt (S1-045)
   */
  public record Timing(Optional<Duration> timeout, Duration delay) {
    public static final Timing NONE = new Timing(Optional.empty(), Duration.ZERO);
  }

  /** A node that does {@code work} once and leads nowhere: the start for {@code withX} copies. */
  public static Node of(String name, Work work) {
    return new Node(
        name,
        work,
        Activation.FIRST,
        Optional.empty(),
        Optional.empty(),
        NO_INPUT,
        Optional.empty(),
        Timing.NONE,
        Retry.NONE,
        List.of(),
        Set.of(Outcome.SUCCEEDED),
        List.of(),
        Optional.empty(),
        Placement.ANYWHERE,
        PermissionSets.UNSAID,
        SourceSpan.NONE);
  }

  public Node withActivation(Activation newActivation) {
    return new Node(
        name,
        work,
        newActivation,
        guard,
        waitFor,
        input,
        iteration,
        timing,
        retry,
        publish,
        publishOn,
        transitions,
        group,
        placement,
        permissions,
        span);
  }

  public Node withTiming(Timing newTiming) {
    return new Node(
        name,
        work,
        activation,
        guard,
        waitFor,
        input,
        iteration,
        newTiming,
        retry,
        publish,
        publishOn,
        transitions,
        group,
        placement,
        permissions,
        span);
  }

  public Node withTransitions(List<Transition> newTransitions) {
    return new Node(
        name,
        work,
        activation,
        guard,
        waitFor,
        input,
        iteration,
        timing,
        retry,
        publish,
        publishOn,
        newTransitions,
        group,
        placement,
        permissions,
        span);
  }
}
