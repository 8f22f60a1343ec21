package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle event}. */
@Command(
    addMethodSubcommands = false,
    name = "event",
    description = "Shows what has happened and what rules made of it.",
    footer = {
      "",
      "Examples:",
      "  heddle event list",
      "  heddle event show ID",
      "  heddle event replay ID --rule my_pack.on_push",
      "  heddle explain event ID"
    })
public final class EventCommand extends CommandGroup {}
