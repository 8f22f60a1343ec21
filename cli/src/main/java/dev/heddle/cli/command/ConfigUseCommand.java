package dev.heddle.cli.command;

import dev.heddle.cli.api.Profiles;
import dev.heddle.cli.input.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle config use}. */
@Command(
    addMethodSubcommands = false,
    name = "use",
    description = "Uses a profile from now on; local is the database of this machine.",
    footer = {"", "Examples:", "  heddle config use production", "  heddle config use local"})
public final class ConfigUseCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "NAME", description = "The profile.")
  private String name = "";

  public ConfigUseCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Profiles.of(context.environment())
        .change(book -> {
          if (!name.equals(Profiles.LOCAL) && book.find(name).isEmpty()) {
            throw new UsageException("there is no profile " + name, "heddle config profiles");
          }
          return book.using(name);
        });
    context.done("profile " + name + " is in use", "profile", name);
    return ExitCodes.COMPLETED;
  }
}
