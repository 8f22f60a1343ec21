package dev.heddle.cli.wiring;

import dev.heddle.engine.port.ApiAccess;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.platform.access.ExecutionTokens;
import java.util.Optional;
import java.util.function.Supplier;

/** Hands programs the address of the API and a token of their own on the way (S1-168). */
final class ProgramTokens implements TaskRunner {

  private final TaskRunner runner;
  private final ExecutionTokens tokens;
  private final Supplier<Optional<String>> url;

  /**
   * @param url of the API; without one there is nothing to show a token to
   */
  ProgramTokens(TaskRunner runner, ExecutionTokens tokens, Supplier<Optional<String>> url) {
    this.runner = runner;
    this.tokens = tokens;
    this.url = url;
  }

  @Override
  public void start(Assignment assignment, TaskListener listener) {
    Optional<String> address = assignment.permissionSets().isEmpty() ? Optional.empty() : url.get();
    runner.start(
        address
            .map(api ->
                assignment.withApi(
                    new ApiAccess(
                        api, tokens.issue(assignment.attempt(), assignment.permissionSets()))))
            .orElse(assignment),
        listener);
  }

  @Override
  public Optional<Report> atOnce(Assignment assignment) {
    return runner.atOnce(assignment);
  }

  @Override
  public void interrupt(AttemptId attempt) {
    runner.interrupt(attempt);
  }

  @Override
  public void flush() {
    runner.flush();
  }

  @Override
  public void forget(TaskListener gone) {
    runner.forget(gone);
  }
}
