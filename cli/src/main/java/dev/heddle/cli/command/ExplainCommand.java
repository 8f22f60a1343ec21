package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle explain}: why something does or does not happen. */
@Command(
    addMethodSubcommands = false,
    name = "explain",
    description = "Says why something waits.",
    footer = {"", "Examples:", "  heddle explain execution ID"})
public final class ExplainCommand extends CommandGroup {}
