package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle subscription}: addresses that are told. */
@Command(
    addMethodSubcommands = false,
    name = "subscription",
    description = "Has addresses told of what happens, by signed requests.",
    footer = {
      "",
      "Examples:",
      "  heddle subscription create my_pack.chat https://chat.example/hook --filter entity_type:inquiry",
      "  heddle subscription deliveries my_pack.chat --state dead",
      "  heddle subscription retry my_pack.chat 7"
    })
public final class SubscriptionCommand extends CommandGroup {}
