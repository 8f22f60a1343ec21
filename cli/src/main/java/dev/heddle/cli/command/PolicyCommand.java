package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle policy}: what limits how much runs. */
@Command(
    addMethodSubcommands = false,
    name = "policy",
    description = "Limits how much runs at once or in a time.",
    footer = {
      "",
      "Examples:",
      "  heddle policy set limit.yaml",
      "  heddle policy list",
      "  heddle policy show my_pack.one_at_a_time"
    })
public final class PolicyCommand extends CommandGroup {}
