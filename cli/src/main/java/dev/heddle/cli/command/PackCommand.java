package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle pack}: what servers have installed. */
@Command(
    addMethodSubcommands = false,
    name = "pack",
    description = "Installs packs for servers, shows and removes them.",
    footer = {
      "",
      "A server sees a change within seconds. heddle run does not look here: it takes",
      "packs as they lie, by --pack or from around the file.",
      "",
      "Examples:",
      "  heddle pack install ./my_pack",
      "  heddle pack install https://git.example.org/packs/my_pack.git --ref v1.2",
      "  heddle pack list"
    })
public final class PackCommand extends CommandGroup {}
