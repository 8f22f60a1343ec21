package dev.heddle.cli.command;

import dev.heddle.cli.output.Table;
import dev.heddle.cli.output.Table.Cell;
import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.dispatch.WorkerRecord;
import dev.heddle.dispatch.WorkerView;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle worker list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the workers of all servers, as of some seconds ago.",
    footer = {"", "Examples:", "  heddle worker list", "  heddle worker list --output json"})
public final class WorkerListCommand implements Callable<Integer> {

  /** How long a silent worker is shown. */
  private static final Duration SHOWN = Duration.ofMinutes(10);

  private final Context context;

  public WorkerListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<WorkerRecord> workers;
    try (Wiring wiring = context.openToLook()) {
      workers = wiring.workers().workers(SHOWN);
    }
    if (context.options().isDocument()) {
      context.print(new ListValue(workers.stream().<Value>map(WorkerView::toValue).toList()));
    } else if (workers.isEmpty()) {
      context.print("no workers; start a server, or: heddle worker --server URL");
    } else {
      context.print(table(workers));
    }
    return ExitCodes.COMPLETED;
  }

  private Table table(List<WorkerRecord> workers) {
    Table table = new Table("NAME", "STATE", "RUNNING", "SLOTS", "HEARD", "QUEUES", "LABELS");
    for (WorkerRecord worker : workers) {
      Duration silent = Duration.between(worker.seenAt(), context.clock().instant());
      table.row(
          List.of(
              Cell.of(worker.profile().name()),
              new Cell(WorkerView.state(worker), worker.connected() ? Colour.PLAIN : Colour.YELLOW),
              Cell.of(String.valueOf(worker.running())),
              Cell.of(String.valueOf(worker.profile().slots())),
              Cell.of(Math.max(0, silent.toSeconds()) + " s ago"),
              Cell.of(String.join(",", worker.profile().queues())),
              Cell.of(labels(worker))));
    }
    return table;
  }

  private static String labels(WorkerRecord worker) {
    List<String> marks = new ArrayList<>();
    new TreeMap<>(worker.profile().labels()).forEach((key, value) -> marks.add(key + "=" + value));
    worker.profile().taints().forEach(taint -> marks.add("taint " + WorkerView.text(taint)));
    return String.join(" ", marks);
  }
}
