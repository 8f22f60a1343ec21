package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle pack create}. */
@Command(
    addMethodSubcommands = false,
    name = "create",
    description = "Makes an empty pack, for workflows and rules that are stored one by one.",
    footer = {"", "Examples:", "  heddle pack create my_pack --label 'My pack'"})
public final class PackCreateCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "PACK", description = "What it is called.")
  private String ref = "";

  @Option(names = "--label", paramLabel = "TEXT", description = "A name for people.")
  private @Nullable String label;

  @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
  private @Nullable String about;

  @Option(
      names = "--pack-version",
      paramLabel = "TEXT",
      defaultValue = "1",
      description = "Its version; 1 if left out.")
  private String version = "";

  public PackCreateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.post("/api/v1/packs")
            .with("ref", ref)
            .with("label", label == null ? ref : label)
            .with("description", about)
            .with("version", version),
        _ -> "the pack " + ref + " is made");
  }
}
