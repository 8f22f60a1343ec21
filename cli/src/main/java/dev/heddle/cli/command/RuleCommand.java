package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle rule}: what starts what. */
@Command(
    addMethodSubcommands = false,
    name = "rule",
    description = "Shows rules and switches them on and off.",
    footer = {"", "Examples:", "  heddle rule list", "  heddle rule disable my_pack.on_push"})
public final class RuleCommand extends CommandGroup {}
