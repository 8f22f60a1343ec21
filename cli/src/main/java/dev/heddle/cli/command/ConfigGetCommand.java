package dev.heddle.cli.command;

import dev.heddle.cli.api.Profile;
import dev.heddle.values.Value;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle config get}. */
@Command(
    addMethodSubcommands = false,
    name = "get",
    description = "Shows a setting of a profile: server or ca-file.",
    footer = {
      "",
      "Examples:",
      "  heddle config get server",
      "  heddle config get ca-file --profile production"
    })
public final class ConfigGetCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "KEY", description = "server or ca-file.")
  private String key = "";

  public ConfigGetCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Profile profile = ConfigSetCommand.profile(context);
    String value =
        switch (key) {
          case "server" -> profile.server();
          case "ca-file" -> profile.caFile() == null ? "" : profile.caFile();
          default -> throw ConfigSetCommand.unknown(key);
        };
    if (context.options().isDocument()) {
      context.print(Value.of(value));
    } else {
      context.print(value);
    }
    return ExitCodes.COMPLETED;
  }
}
