package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle audit}: what was changed and refused, by whom. */
@Command(
    addMethodSubcommands = false,
    name = "audit",
    description = "Shows what was changed and refused, and checks that nobody changed the log.",
    footer = {"", "Examples:", "  heddle audit list --actor ada", "  heddle audit verify"})
public final class AuditCommand extends CommandGroup {}
