package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle key}: the keys that workflows read with kv.get. */
@Command(
    addMethodSubcommands = false,
    name = "key",
    description = "Keeps keys and secrets for workflows.",
    footer = {
      "",
      "Workflows read them with kv.get and kv.get_secret.",
      "",
      "Examples:",
      "  heddle key set region eu-west",
      "  heddle key set api.token --secret",
      "  heddle key list"
    })
public final class KeyCommand extends CommandGroup {}
