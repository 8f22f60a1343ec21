package dev.heddle.cli.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code heddle completion}: the script that completes commands in a shell. */
@Command(
    addMethodSubcommands = false,
    name = "completion",
    description = "Prints the script for completion in bash and zsh.",
    footer = {
      "",
      "Examples:",
      "  source <(heddle completion)",
      "  heddle completion > ~/.local/share/bash-completion/completions/heddle"
    })
public final class CompletionCommand implements Callable<Integer> {

  private final Context context;

  @Spec private CommandSpec spec;

  public CompletionCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.terminal().out().print(AutoComplete.bash("heddle", spec.root().commandLine()));
    context.terminal().out().flush();
    return ExitCodes.COMPLETED;
  }
}
