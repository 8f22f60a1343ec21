package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle auth}: who one is for a server. */
@Command(
    addMethodSubcommands = false,
    name = "auth",
    description = "Logs in to servers, and makes tokens of one's own.",
    footer = {
      "",
      "Examples:",
      "  heddle auth login https://heddle.example.org",
      "  heddle auth whoami",
      "  heddle auth token create laptop --days 90"
    })
public final class AuthCommand extends CommandGroup {}
