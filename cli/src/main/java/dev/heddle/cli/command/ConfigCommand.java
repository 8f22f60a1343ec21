package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle config}: which servers one works with. */
@Command(
    addMethodSubcommands = false,
    name = "config",
    description = "Shows and chooses the servers one works with.",
    footer = {
      "",
      "Examples:",
      "  heddle config profiles",
      "  heddle config use production",
      "  heddle config use local"
    })
public final class ConfigCommand extends CommandGroup {}
