package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle queue}: work that waits for an action. */
@Command(
    addMethodSubcommands = false,
    name = "queue",
    description = "Keeps pieces of work until an action takes them.",
    footer = {
      "",
      "Examples:",
      "  heddle queue list",
      "  heddle queue push my_pack.orders '{\"order\": 17}' --key order-17 --priority 5",
      "  heddle queue items my_pack.orders --state failed",
      "  heddle queue pause my_pack.orders"
    })
public final class QueueCommand extends CommandGroup {}
