package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle auth token}: tokens of one's own. */
@Command(
    addMethodSubcommands = false,
    name = "token",
    description = "Makes, lists and revokes tokens of one's own.",
    footer = {
      "",
      "Examples:",
      "  heddle auth token create laptop --days 90",
      "  heddle auth token list",
      "  heddle auth token revoke ID"
    })
public final class AuthTokenCommand extends CommandGroup {}
