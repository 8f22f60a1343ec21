package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle inquiry}: questions of executions to people. */
@Command(
    addMethodSubcommands = false,
    name = "inquiry",
    description = "Shows and answers questions that executions ask people.",
    footer = {
      "",
      "Examples:",
      "  heddle inquiry list",
      "  heddle inquiry respond ID --field approved=true"
    })
public final class InquiryCommand extends CommandGroup {}
