package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle identity create}. */
@Command(
    addMethodSubcommands = false,
    name = "create",
    description = "Makes an identity.",
    footer = {
      "",
      "Roles are permission sets: viewer, executor, editor, admin, or your own.",
      "",
      "Examples:",
      "  heddle identity create ada --role editor --password",
      "  heddle identity create build-server --service --role executor"
    })
public final class IdentityCreateCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "LOGIN", description = "What it is called.")
  private String login;

  @Option(names = "--role", paramLabel = "REF", description = "A permission set it has.")
  private Set<String> roles = new TreeSet<>();

  @Option(names = "--group", paramLabel = "NAME", description = "A group it belongs to.")
  private Set<String> groups = new TreeSet<>();

  @Option(names = "--service", description = "A program: it has tokens, but no password.")
  private boolean service;

  @Option(
      names = "--password",
      description = "Asks for a password, hidden, or reads it from standard input.")
  private boolean password;

  public IdentityCreateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    String secret = password ? TypedSecret.read(context, "password of " + login) : null;
    return context.perform(
        ApiRequest.post("/api/v1/identities")
            .with("login", login)
            .with("kind", service ? "service" : "user")
            .with("roles", texts(roles))
            .with("groups", texts(groups))
            .with("password", secret),
        made -> Shown.text(made, "login") + " is an identity now");
  }

  private static ListValue texts(Set<String> texts) {
    return new ListValue(texts.stream().<Value>map(Value::of).toList());
  }
}
