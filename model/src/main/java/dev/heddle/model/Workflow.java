package dev.heddle.model;

import dev.heddle.expressions.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workflow of any dialect.
 *
 * @param ref what others call it by, such as {@code my_pack.deploy}
 * @param output what it says about its result (S1-004)
 * @param vars initial values of the variables, in order (S1-009)
 */
public record Workflow(
    String ref,
    Dialect dialect,
    Description description,
    Parameters parameters,
    ResultSchema output,
    Map<String, Template> vars,
    Graph graph,
    Outputs outputs,
    Limits limits,
    Durability durability) {

  public Workflow {
    vars = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(vars));
  }

  /** A strict workflow that says nothing about its result. */
  public Workflow(
      String ref,
      Dialect dialect,
      Description description,
      Parameters parameters,
      Map<String, Template> vars,
      Graph graph,
      Outputs outputs,
      Limits limits) {
    this(
        ref,
        dialect,
        description,
        parameters,
        ResultSchema.ANY,
        vars,
        graph,
        outputs,
        limits,
        Durability.STRICT);
  }

  public Workflow withGraph(Graph newGraph) {
    return new Workflow(
        ref, dialect, description, parameters, output, vars, newGraph, outputs, limits, durability);
  }

  /** What people read; never a template (security row 7). */
  public record Description(String label, String text, String version, List<String> tags) {
    public Description {
      tags = List.copyOf(tags);
    }
  }

  /**
   * How the whole is bounded and stopped.
   *
   * @param timeout limits the execution (S1-099)
   * @param maxActivations how often one task may start in one execution (S1-068)
   */
  public record Limits(
      CancellationPolicy cancellation,
      Propagation propagation,
      Optional<Duration> timeout,
      int maxActivations) {

    /** The defaults of the flow dialect. */
    public static final Limits FLOW =
        new Limits(CancellationPolicy.ALLOW_FINISH, Propagation.NOT_REACHED, Optional.empty(), 100);
  }
}
