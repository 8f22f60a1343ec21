package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle schedule}. */
@Command(
    addMethodSubcommands = false,
    name = "schedule",
    description = "Shows, pauses and makes up for the rules on the clock.",
    footer = {
      "",
      "Examples:",
      "  heddle schedule list",
      "  heddle schedule pause my_pack.nightly",
      "  heddle schedule backfill my_pack.nightly --from 2026-03-01T00:00:00Z --to 2026-03-08T00:00:00Z --preview"
    })
public final class ScheduleCommand extends CommandGroup {}
