package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle worker list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the workers of all servers, as of some seconds ago.",
    footer = {"", "Examples:", "  heddle worker list", "  heddle worker list --output json"})
public final class WorkerListCommand implements Callable<Integer> {

  private final Context context;

  public WorkerListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Api api = context.api()) {
      new Listing("no workers; start a server, or: heddle worker --server URL")
          .column("NAME", "name")
          .column("STATE", "state")
          .column("RUNNING", "running")
          .column("SLOTS", "slots")
          .column("HEARD", this::heard)
          .column("QUEUES", worker -> Shown.text(worker, "queues").replace(", ", ","))
          .column("LABELS", WorkerListCommand::labels)
          .print(context, api.all(ApiRequest.get("/api/v1/workers")));
    }
    return ExitCodes.COMPLETED;
  }

  private String heard(MapValue worker) {
    Instant seen = Instant.parse(Shown.text(worker, "seen_at"));
    return Math.max(0, Duration.between(seen, context.clock().instant()).toSeconds()) + " s ago";
  }

  private static String labels(MapValue worker) {
    List<String> marks = new ArrayList<>();
    if (worker.get("labels") instanceof MapValue labels) {
      labels.entries().forEach((key, value) -> marks.add(key + "=" + Shown.text(value)));
    }
    if (worker.get("taints") instanceof ListValue(List<Value> taints)) {
      taints.forEach(taint -> marks.add("taint " + Shown.text(taint)));
    }
    return String.join(" ", marks);
  }
}
