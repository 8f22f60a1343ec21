package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.view.Elapsed;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle inquiry list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists open questions, the newest first.",
    footer = {
      "",
      "Examples:",
      "  heddle inquiry list",
      "  heddle inquiry list --all --output json"
    })
public final class InquiryListCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--all", description = "Show those that are closed, too.")
  private boolean all;

  @Option(
      names = "--execution",
      paramLabel = "ID",
      converter = ExecutionIds.class,
      description = "Only those of an execution.")
  private @Nullable ExecutionId execution;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most; 50 if left out.")
  private int limit;

  public InquiryListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.list(
        ApiRequest.get("/api/v1/inquiries")
            .asking("status", all ? null : "pending")
            .asking("execution", execution),
        limit,
        new Listing(all ? "no inquiries" : "no open inquiries")
            .column("ID", "id")
            .column("STATUS", "status")
            .column("AGE", this::age)
            .column("FOR", InquiryListCommand::whom)
            .column("QUESTION", "prompt"));
  }

  private String age(MapValue inquiry) {
    return Elapsed.text(
        Duration.between(
            Instant.parse(Shown.text(inquiry, "created_at")), context.clock().instant()));
  }

  private static String whom(MapValue inquiry) {
    String assigned = Shown.text(inquiry, "assigned_to");
    return assigned.isEmpty() ? "anyone" : assigned;
  }
}
