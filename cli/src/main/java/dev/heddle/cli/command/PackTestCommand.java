package dev.heddle.cli.command;

import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.output.Table;
import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.pack.Pack;
import dev.heddle.platform.pack.PackReader;
import dev.heddle.platform.pack.PackReading;
import dev.heddle.platform.pack.install.PackTests;
import dev.heddle.platform.pack.install.PackTests.Outcome;
import dev.heddle.platform.pack.install.UnpackedPack;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle pack test} (S1-141). */
@Command(
    addMethodSubcommands = false,
    name = "test",
    description = "Runs the tests of a pack, as its installation would.",
    footer = {
      "",
      "PACK is a directory, or the ref of an installed pack. Exit code 1 if the pack has",
      "errors, or more of its tests fail than its min_pass_rate allows.",
      "",
      "Examples:",
      "  heddle pack test ./my_pack",
      "  heddle pack test my_pack"
    })
public final class PackTestCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "PACK", description = "A directory, or the ref of a pack.")
  private String pack;

  public PackTestCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path named = Path.of(pack);
    if (Files.isDirectory(named)) {
      return test(named);
    }
    // What is installed stays as it was, whatever its tests leave behind.
    try (UnpackedPack copy = UnpackedPack.of(installed())) {
      return test(copy.directory());
    }
  }

  private int test(Path directory) throws IOException, InterruptedException {
    PackReading reading = PackReader.read(directory);
    Messages messages = Messages.toError(context);
    reading.diagnostics().forEach(messages::diagnostic);
    Optional<Pack> read = reading.pack().filter(_ -> !reading.hasErrors());
    if (read.isEmpty()) {
      return ExitCodes.FAILED;
    }
    Outcome outcome = new PackTests(context.environment()).run(read.get());
    List<String> names =
        read.get().manifest().testing().runners().stream().map(runner -> runner.name()).toList();
    if (context.options().isDocument()) {
      context.print(document(names, outcome));
    } else if (names.isEmpty()) {
      context.print("the pack has no tests");
    } else {
      context.print(table(names, outcome));
    }
    return outcome.passed() ? ExitCodes.COMPLETED : ExitCodes.FAILED;
  }

  private Path installed() {
    try (Wiring wiring = context.openToLook()) {
      String installed =
          RefusedException.valueOf(wiring.packs().find(pack), () -> "see heddle pack list")
              .directory();
      if (installed.isEmpty()) {
        throw new UsageException("the pack " + pack + " was made by the API and has no files");
      }
      return Path.of(installed);
    }
  }

  private static Table table(List<String> names, Outcome outcome) {
    Table table = new Table("TEST", "OUTCOME", "WHY");
    for (String name : names) {
      String why = outcome.failures().getOrDefault(name, "");
      table.row(
          List.of(
              Table.Cell.of(name),
              why.isEmpty()
                  ? new Table.Cell("passed", Colour.GREEN)
                  : new Table.Cell("failed", Colour.RED),
              Table.Cell.of(why)));
    }
    return table;
  }

  private static MapValue document(List<String> names, Outcome outcome) {
    MapValue.Builder tests = MapValue.builder();
    for (String name : names) {
      tests.put(name, outcome.failures().getOrDefault(name, "passed"));
    }
    return MapValue.builder().put("passed", outcome.passed()).put("tests", tests.build()).build();
  }
}
