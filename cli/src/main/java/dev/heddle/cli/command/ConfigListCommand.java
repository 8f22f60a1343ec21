package dev.heddle.cli.command;

import dev.heddle.cli.api.Connection;
import dev.heddle.cli.api.Profiles;
import dev.heddle.values.MapValue;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle config list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Shows what commands will talk to, and why.",
    footer = {"", "Examples:", "  heddle config list", "  heddle --profile production config list"})
public final class ConfigListCommand implements Callable<Integer> {

  private final Context context;

  public ConfigListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Optional<Connection> server = context.connection();
    context.print(
        MapValue.builder()
            .put("profile", server.map(Connection::name).orElse(Profiles.LOCAL))
            .put("server", server.map(each -> each.server().toString()).orElse(""))
            .put("ca_file", server.flatMap(Connection::caFile).map(Path::toString).orElse(""))
            .put("logged_in", server.map(Connection::hasToken).orElse(false))
            .build());
    return ExitCodes.COMPLETED;
  }
}
