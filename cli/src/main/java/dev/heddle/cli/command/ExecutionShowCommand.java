package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.follow.SnapshotReader;
import dev.heddle.cli.output.Documents;
import dev.heddle.cli.output.OutputFormat;
import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.view.LiveTree;
import dev.heddle.cli.view.RunPictures;
import dev.heddle.cli.view.Snapshot;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.executions.Blocker;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle execution show}. */
@Command(
    addMethodSubcommands = false,
    name = "show",
    description = "Shows an execution: its tasks, parameters and result.",
    footer = {
      "",
      "Examples:",
      "  heddle execution show ID",
      "  heddle execution show ID --output json"
    })
public final class ExecutionShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "ID", converter = ExecutionIds.class, description = "The execution.")
  private ExecutionId id;

  public ExecutionShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (context.options().isDocument() || context.isElsewhere()) {
      return fromApi();
    }
    try (Wiring wiring = context.openToLook()) {
      RefusedException.valueOf(wiring.executions().find(id));
      new SnapshotReader(wiring.queries(), wiring.catalog(), wiring.logs())
          .read(id)
          .ifPresent(seen -> show(seen, wiring.provenance().of(seen.execution())));
      new BlockerLines(context).print(blockers(wiring));
    }
    return ExitCodes.COMPLETED;
  }

  private int fromApi() {
    try (Api api = context.api()) {
      MapValue execution = api.one(ApiRequest.get("/api/v1/executions/{}", id));
      List<MapValue> tasks = api.all(ApiRequest.get("/api/v1/workflow-executions/{}/tasks", id));
      if (context.options().isDocument()) {
        context.print(execution.with("tasks", new ListValue(List.copyOf(tasks))));
      } else {
        new ExecutionPage(context).print(execution, tasks);
      }
    }
    return ExitCodes.COMPLETED;
  }

  private List<Blocker> blockers(Wiring wiring) {
    return RefusedException.valueOf(wiring.executions().blockers(id));
  }

  private void show(Snapshot seen, MapValue provenance) {
    Execution execution = seen.execution();
    LiveTree tree =
        new LiveTree(
            context.terminal().outputWidth(), Integer.MAX_VALUE, context.terminal().outputStyle());
    context.print(tree.lines(RunPictures.of(seen), context.clock().instant()));
    context.print(
        context.paint("started", Colour.DIM)
            + "     "
            + execution.startedAt()
            + " by "
            + execution.origin().startedBy());
    if (execution.finishedAt() != null) {
      context.print(context.paint("finished", Colour.DIM) + "    " + execution.finishedAt());
    }
    if (execution.origin().retryOf() != null) {
      context.print(context.paint("retry of", Colour.DIM) + "    " + execution.origin().retryOf());
    }
    new OriginLines(context).print(provenance);
    part("parameters", execution.parameters());
    if (execution.failure() != null) {
      part("error", execution.failure().toValue());
    }
    if (execution.result() != null) {
      part("result", execution.result());
    }
  }

  private void part(String name, Value value) {
    context.print(context.paint(name, Colour.DIM));
    Documents.text(value, OutputFormat.YAML).lines().forEach(line -> context.print("  " + line));
  }
}
