package dev.heddle.cli.command;

import dev.heddle.cli.api.Profiles;
import dev.heddle.values.MapValue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle config profiles}. */
@Command(
    addMethodSubcommands = false,
    name = "profiles",
    description = "Lists the profiles, without their tokens.",
    footer = {"", "Examples:", "  heddle config profiles"})
public final class ConfigProfilesCommand implements Callable<Integer> {

  private final Context context;

  public ConfigProfilesCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Profiles.Book book = Profiles.of(context.environment()).read();
    List<MapValue> rows = new ArrayList<>();
    rows.add(row(Profiles.LOCAL, "the database of this machine", "", book));
    new TreeMap<>(book.profiles())
        .forEach((name, profile) -> rows.add(row(name, profile.server(), profile.login(), book)));
    new Listing("")
        .column("PROFILE", "name")
        .column("IN USE", "in_use")
        .column("LOGIN", "login")
        .column("SERVER", "server")
        .print(context, rows);
    return ExitCodes.COMPLETED;
  }

  private static MapValue row(String name, String server, String login, Profiles.Book book) {
    return MapValue.builder()
        .put("name", name)
        .put("server", server)
        .put("login", login)
        .put("in_use", name.equals(book.current()))
        .build();
  }
}
