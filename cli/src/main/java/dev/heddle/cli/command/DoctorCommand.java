package dev.heddle.cli.command;

import dev.heddle.cli.doctor.Doctor;
import dev.heddle.cli.doctor.Finding;
import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.output.Table;
import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.wiring.Examination;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle doctor}. */
@Command(
    addMethodSubcommands = false,
    name = "doctor",
    description = "Checks the installation and says what to do.",
    footer = {
      "",
      "Changes nothing, also while servers run. Exit codes: 0 all well or only warnings,",
      "1 something does not work.",
      "",
      "Examples:",
      "  heddle doctor",
      "  heddle doctor --server http://127.0.0.1:8080 --output json"
    })
public final class DoctorCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--server", paramLabel = "URL", description = "A server that should answer.")
  private @Nullable URI server;

  public DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (server != null && !String.valueOf(server.getScheme()).startsWith("http")) {
      throw new UsageException("--server is an address such as http://127.0.0.1:8080");
    }
    Doctor doctor = Examination.doctor(context.environment());
    List<Finding> findings = doctor.examine(Optional.ofNullable(server));
    if (context.options().isDocument()) {
      context.print(new ListValue(findings.stream().<Value>map(Finding::toValue).toList()));
    } else {
      print(findings);
    }
    return findings.stream().anyMatch(each -> each.state() == Finding.State.ERROR)
        ? ExitCodes.FAILED
        : ExitCodes.COMPLETED;
  }

  private void print(List<Finding> findings) {
    Table table = new Table("CHECK", "STATE", "FOUND");
    for (Finding finding : findings) {
      String found =
          finding.advice().isEmpty() ? finding.found() : finding.found() + " → " + finding.advice();
      table.row(
          List.of(
              Table.Cell.of(finding.check()),
              new Table.Cell(finding.state().label(), colour(finding.state())),
              Table.Cell.of(found)));
    }
    context.print(table);
  }

  private static Colour colour(Finding.State state) {
    return switch (state) {
      case OK -> Colour.GREEN;
      case WARN -> Colour.YELLOW;
      case ERROR -> Colour.RED;
    };
  }
}
