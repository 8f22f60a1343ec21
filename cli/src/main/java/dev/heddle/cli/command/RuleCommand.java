package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle rule}. */
@Command(
    addMethodSubcommands = false,
    name = "rule",
    description = "Shows and makes rules, and switches them on and off.",
    footer = {
      "",
      "Examples:",
      "  heddle rule list",
      "  heddle rule create on_push.yaml",
      "  heddle rule disable my_pack.on_push"
    })
public final class RuleCommand extends CommandGroup {}
