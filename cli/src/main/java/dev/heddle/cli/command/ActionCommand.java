package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle action}. */
@Command(
    addMethodSubcommands = false,
    name = "action",
    description = "Shows and executes what tasks can call.",
    footer = {
      "",
      "Examples:",
      "  heddle action list",
      "  heddle action execute core.echo --param message=hello --watch"
    })
public final class ActionCommand extends CommandGroup {}
