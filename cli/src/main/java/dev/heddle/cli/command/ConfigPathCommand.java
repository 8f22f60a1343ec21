package dev.heddle.cli.command;

import dev.heddle.cli.api.Profiles;
import dev.heddle.values.Value;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle config path}. */
@Command(
    addMethodSubcommands = false,
    name = "path",
    description = "Says where profiles are kept.",
    footer = {"", "Examples:", "  heddle config path"})
public final class ConfigPathCommand implements Callable<Integer> {

  private final Context context;

  public ConfigPathCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path file = Profiles.of(context.environment()).file();
    if (context.options().isDocument()) {
      context.print(Value.of(file.toString()));
    } else {
      context.print(file.toString());
    }
    return ExitCodes.COMPLETED;
  }
}
