package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle trigger}: the kinds of happenings. */
@Command(
    addMethodSubcommands = false,
    name = "trigger",
    description = "Shows the kinds of happenings there are.",
    footer = {"", "Examples:", "  heddle trigger list", "  heddle trigger show core.crontimer"})
public final class TriggerCommand extends CommandGroup {}
