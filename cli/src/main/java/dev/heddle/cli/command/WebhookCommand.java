package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle webhook}. */
@Command(
    addMethodSubcommands = false,
    name = "webhook",
    description = "Lets others cause events by HTTP requests.",
    footer = {
      "",
      "Examples:",
      "  heddle webhook create my_pack.push",
      "  heddle webhook regenerate my_pack.push"
    })
public final class WebhookCommand extends CommandGroup {}
