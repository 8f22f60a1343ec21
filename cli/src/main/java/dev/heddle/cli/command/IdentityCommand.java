package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle identity}: who may use the server. */
@Command(
    addMethodSubcommands = false,
    name = "identity",
    description = "Manages who may use the server; the person at this machine may.",
    footer = {
      "",
      "Examples:",
      "  heddle identity list",
      "  heddle identity create ada --role editor",
      "  heddle identity token ada --name laptop",
      "  heddle identity reset-admin"
    })
public final class IdentityCommand extends CommandGroup {}
