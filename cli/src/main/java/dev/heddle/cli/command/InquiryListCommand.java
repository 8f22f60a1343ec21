package dev.heddle.cli.command;

import dev.heddle.cli.output.Table;
import dev.heddle.cli.view.Elapsed;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.engine.port.ExecutionQueries.InquiryFilter;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.platform.inquiries.InquiryView;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.List;
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
    List<Inquiry> found;
    try (Wiring wiring = context.openToLook()) {
      InquiryFilter filter = new InquiryFilter(all ? null : InquiryStatus.PENDING, execution, null);
      found = wiring.inquiries().list(filter, 0, limit).items();
    }
    if (context.options().isDocument()) {
      context.print(new ListValue(found.stream().<Value>map(InquiryView::toValue).toList()));
    } else if (found.isEmpty()) {
      context.print(all ? "no inquiries" : "no open inquiries");
    } else {
      context.print(table(found));
    }
    return ExitCodes.COMPLETED;
  }

  private Table table(List<Inquiry> found) {
    Table table = new Table("ID", "STATUS", "AGE", "FOR", "QUESTION");
    for (Inquiry inquiry : found) {
      Duration age = Duration.between(inquiry.createdAt(), context.clock().instant());
      table.row(
          List.of(
              Table.Cell.of(inquiry.id().toString()),
              Table.Cell.of(inquiry.status().label()),
              Table.Cell.of(Elapsed.text(age)),
              Table.Cell.of(inquiry.assignedTo() == null ? "anyone" : inquiry.assignedTo()),
              Table.Cell.of(inquiry.prompt())));
    }
    return table;
  }
}
