package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle schedule}: the rules on the clock. */
@Command(
    addMethodSubcommands = false,
    name = "schedule",
    description = "Shows and pauses the rules on the clock.",
    footer = {"", "Examples:", "  heddle schedule list", "  heddle schedule pause my_pack.nightly"})
public final class ScheduleCommand extends CommandGroup {}
