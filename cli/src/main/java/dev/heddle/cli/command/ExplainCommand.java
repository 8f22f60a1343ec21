package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle explain}: why something does or does not happen. */
@Command(
    addMethodSubcommands = false,
    name = "explain",
    description = "Says why something waits, or why rules did or did not act.",
    footer = {"", "Examples:", "  heddle explain execution ID", "  heddle explain event ID"})
public final class ExplainCommand extends CommandGroup {}
