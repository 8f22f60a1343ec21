package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle execution}: what has run and runs. */
@Command(
    addMethodSubcommands = false,
    name = "execution",
    description = "Shows and steers executions.",
    footer = {
      "",
      "Examples:",
      "  heddle execution list",
      "  heddle execution show ID",
      "  heddle execution logs ID --follow",
      "  heddle execution retry ID",
      "  heddle execution rerun ID --from TASK --preview"
    })
public final class ExecutionCommand extends CommandGroup {}
