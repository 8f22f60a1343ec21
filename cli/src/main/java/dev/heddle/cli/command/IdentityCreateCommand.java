package dev.heddle.cli.command;

import dev.heddle.cli.input.TextFile;
import dev.heddle.cli.terminal.HiddenInput;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.Answer;
import dev.heddle.platform.access.Identities;
import dev.heddle.platform.access.Identity;
import dev.heddle.platform.access.Principal;
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
    String secret = password ? ask() : null;
    Answer<Identity> made;
    try (Wiring wiring = context.openToLook()) {
      made =
          wiring
              .access()
              .identities()
              .create(
                  Principal.operator(context.login()),
                  service ? Identity.Kind.SERVICE : Identity.Kind.USER,
                  login,
                  new Identities.Wish(null, null, roles, groups, secret));
      context.audit(wiring, "identity create", RefusedException.valueOf(made).login());
    }
    Identity identity = RefusedException.valueOf(made);
    if (context.options().isDocument()) {
      context.print(IdentityListCommand.toValue(identity));
    } else {
      context.print(identity.login() + " is an identity now");
    }
    return ExitCodes.COMPLETED;
  }

  /** On a terminal, or from standard input: never from the arguments, which others see. */
  private String ask() throws IOException {
    String typed =
        context.terminal().asks()
            ? HiddenInput.read(context.terminal(), "password of " + login + ": ", true)
            : TextFile.read("standard input", context.terminal().in()).text();
    return typed.endsWith("\n") ? typed.substring(0, typed.length() - 1) : typed;
  }
}
