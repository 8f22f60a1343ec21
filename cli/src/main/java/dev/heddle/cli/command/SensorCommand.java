package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle sensor}. */
@Command(
    addMethodSubcommands = false,
    name = "sensor",
    description = "Shows the programs that watch for happenings.",
    footer = {"", "Examples:", "  heddle sensor list", "  heddle sensor logs my_pack.watcher"})
public final class SensorCommand extends CommandGroup {}
