package dev.heddle.cli.command;

import dev.heddle.cli.input.UsageException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code heddle bench}: carried out by {@code bench/run} where the sources are, to which the
 * launcher there hands over before this program starts.
 */
@Command(
    addMethodSubcommands = false,
    name = "bench",
    description = "Measures Heddle on this machine, beside what the database alone takes.",
    footer = {
      "",
      "The programs that measure come with the sources and are built by the first call there.",
      "",
      "Examples:",
      "  heddle bench",
      "  heddle bench W1 W3 --rounds 9 --json results.json"
    })
public final class BenchCommand implements Callable<Integer> {

  /** What to measure; not ours to read. */
  @Unmatched
  @SuppressWarnings("unused")
  private List<String> words = List.of();

  @Override
  public Integer call() {
    throw new UsageException(
        "this heddle was installed without the programs that measure",
        "call bench/run, or the heddle beside it, in a directory with the sources");
  }
}
