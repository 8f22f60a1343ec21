package dev.heddle.worker.script;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.model.Node;
import dev.heddle.model.Parameters;
import dev.heddle.model.Work;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.testkit.MapCatalog;
import dev.heddle.values.MapValue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Hands attempts out a second time, as the engine does after a crash. */
final class ScriptAttempts {

  private static final long PATIENCE_SECONDS = 30;

  private ScriptAttempts() {}

  /** What the worker reports. */
  static String again(ScriptBench bench, ExecutionId run, String task, int attempt)
      throws Exception {
    return again(bench, bench.catalog, bench.execution(run), task, attempt);
  }

  /** The same in another process than the one that knows the execution. */
  static String again(
      ScriptBench bench, MapCatalog catalog, Execution execution, String task, int attempt)
      throws Exception {
    CompletableFuture<Report> report = new CompletableFuture<>();
    bench.worker.start(assignment(catalog, execution, task, attempt), new Listener(report));
    return switch (report.get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      case Report.Succeeded _ -> "completed after a crash";
      case Report.Failed failed -> failed.failure().type();
      case Report.Abandoned abandoned -> "abandoned: " + abandoned.failure().type();
      case Report.TimedOut _, Report.Cancelled _ -> "ended";
    };
  }

  private static Assignment assignment(
      MapCatalog catalog, Execution execution, String task, int attempt) {
    ExecutionId run = execution.id();
    var workflow = catalog.workflow(execution.definition());
    Node node = workflow.graph().node(workflow.graph().position(task));
    Work.Script script = (Work.Script) node.work();
    return new Assignment(
        new AttemptId(run, new TaskKey(workflow.graph().position(task), 1, TaskKey.WHOLE, attempt)),
        workflow.ref(),
        task,
        new Action(
            "script.python",
            task,
            "",
            true,
            Parameters.ANY,
            new Executor.Script(
                script.language(), node.span(), script.body(), script.dependencies()),
            Optional.empty()),
        MapValue.EMPTY,
        Optional.empty(),
        Map.of());
  }

  private record Listener(CompletableFuture<Report> report) implements TaskListener {
    @Override
    public void started(AttemptId attempt, Instant at) {}

    @Override
    public void logged(AttemptId attempt, LogLine line) {}

    @Override
    public void finished(AttemptId attempt, Instant startedAt, Instant endedAt, Report end) {
      report.complete(end);
    }
  }
}
