package dev.heddle.cli.command;

import dev.heddle.cli.api.Profile;
import dev.heddle.cli.api.Profiles;
import dev.heddle.cli.api.ServerAddress;
import dev.heddle.cli.input.UsageException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle config set}. */
@Command(
    addMethodSubcommands = false,
    name = "set",
    description = "Sets a setting of a profile: server or ca-file.",
    footer = {
      "",
      "Another server forgets the token, which was not meant for it.",
      "",
      "Examples:",
      "  heddle config set ca-file /etc/ssl/heddle.pem"
    })
public final class ConfigSetCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(index = "0", paramLabel = "KEY", description = "server or ca-file.")
  private String key = "";

  @Parameters(index = "1", paramLabel = "VALUE", description = "What it shall be.")
  private String value = "";

  public ConfigSetCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Profile former = profile(context);
    Profile changed =
        switch (key) {
          // A token goes only where it was meant to.
          case "server" ->
              new Profile(
                  ServerAddress.of(value, context.environment()).toString(),
                  former.caFile(),
                  "",
                  null,
                  null);
          case "ca-file" ->
              new Profile(
                  former.server(),
                  value.isEmpty() ? null : Path.of(value).toAbsolutePath().toString(),
                  former.login(),
                  former.token(),
                  former.refresh());
          default -> throw unknown(key);
        };
    Profiles.of(context.environment()).change(book -> book.with(name(context, book), changed));
    context.done(key + " is set", key, value);
    return ExitCodes.COMPLETED;
  }

  private static String name(Context context, Profiles.Book book) {
    String given = context.options().profile();
    return given == null ? book.current() : given;
  }

  static Profile profile(Context context) {
    Profiles.Book book = Profiles.of(context.environment()).read();
    String name = name(context, book);
    return book.find(name)
        .orElseThrow(
            () -> new UsageException("there is no profile " + name, "make it with: heddle login"));
  }

  static UsageException unknown(String key) {
    return new UsageException("there is no setting " + key, "there are server and ca-file");
  }
}
