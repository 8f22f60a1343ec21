package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.input.Assignments;
import dev.heddle.cli.input.TypedText;
import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.output.Table;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.engine.decision.Rerun;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle execution rerun}. */
@Command(
    addMethodSubcommands = false,
    name = "rerun",
    description = "Runs an execution again as a new one, from its start or from a task.",
    footer = {
      "",
      "From a task on, what did not come after it is taken over, not repeated; what failed",
      "runs again, too. The exit code is that of the new execution.",
      "",
      "Examples:",
      "  heddle execution rerun ID --input region=eu",
      "  heddle execution rerun ID --from deploy --preview",
      "  heddle execution rerun ID --from deploy --input image=app:2"
    })
public final class ExecutionRerunCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "ID", converter = ExecutionIds.class, description = "The execution.")
  private ExecutionId id;

  @Option(names = "--from", paramLabel = "TASK", description = "The task to begin with.")
  private @Nullable String task;

  @Option(
      names = "--activation",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which time the task was started, if it was in a loop; 1 if left out.")
  private int activation;

  @Option(
      names = "--input",
      paramLabel = "NAME=VALUE",
      description =
          "Changes an input of the task, or without --from a parameter; the value is JSON if it can"
              + " be read as JSON, else text.")
  private List<String> inputs = List.of();

  @Option(names = "--preview", description = "Only say what would run again; needs --from.")
  private boolean preview;

  public ExecutionRerunCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    MapValue.Builder given = MapValue.builder();
    Assignments.split(inputs, "--input")
        .forEach((name, text) -> given.put(name, TypedText.read(text)));
    if (preview) {
      return show();
    }
    if (context.isElsewhere()) {
      ApiRequest request = ApiRequest.post("/api/v1/executions/{}/rerun", id);
      return context.perform(
          task == null
              ? request.with("parameters", given.build())
              : request
                  .with("from", task)
                  .with("activation", Value.of(activation))
                  .with("input", given.build()),
          again -> "runs again as " + Shown.text(again, "id"));
    }
    try (Wiring wiring = context.open(EngineOptions.visitor("heddle execution"))) {
      Execution again =
          RefusedException.valueOf(
              task == null
                  ? wiring.executions().rerun(id, given.build(), context.login())
                  : wiring
                      .executions()
                      .rerun(id, new Rerun(task, activation, given.build()), context.login()));
      context.audit(wiring, "execution rerun", id + " as " + again.id());
      if (wiring.owns(again.id())) {
        return new Watch(context, wiring).untilEnd(again.id());
      }
      new ExecutionLine(context, wiring).print(again.id(), "runs again as " + again.id());
    }
    return ExitCodes.COMPLETED;
  }

  private int show() {
    if (task == null) {
      throw new UsageException("--preview needs --from", "for example --from deploy");
    }
    MapValue view;
    try (Api api = context.api()) {
      view =
          api.one(
              ApiRequest.get("/api/v1/executions/{}/rerun", id)
                  .asking("from", task)
                  .asking("activation", activation));
    }
    if (context.options().isDocument()) {
      context.print(view);
      return ExitCodes.COMPLETED;
    }
    Table table = new Table("TASK", "WAS", "NOW");
    for (Value part : ((ListValue) view.getOr("tasks", new ListValue(List.of()))).items()) {
      table.row(
          List.of(
              Table.Cell.of(name((MapValue) part)),
              Table.Cell.of(text((MapValue) part, "status")),
              Table.Cell.of(text((MapValue) part, "fate").replace('_', ' '))));
    }
    context.print(table);
    return ExitCodes.COMPLETED;
  }

  private static String name(MapValue part) {
    String activation = String.valueOf(part.get("activation"));
    return text(part, "name") + (activation.equals("1") ? "" : " #" + activation);
  }

  private static String text(MapValue part, String key) {
    return part.get(key) instanceof TextValue(String text) ? text : "";
  }
}
