package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle artifact}: files and progress records with versions. */
@Command(
    addMethodSubcommands = false,
    name = "artifact",
    description = "Keeps files, version by version.",
    footer = {
      "",
      "What an execution printed is an artifact, too: execution.ID.stdout and execution.ID.stderr.",
      "",
      "Examples:",
      "  heddle artifact upload my_pack.report report.html --owner pack:my_pack --keep 5",
      "  heddle artifact list --execution ID",
      "  heddle artifact download execution.ID.stdout"
    })
public final class ArtifactCommand extends CommandGroup {}
