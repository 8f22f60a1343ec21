package dev.heddle.cli.command;

import picocli.CommandLine.Command;

/** {@code heddle workflow}. */
@Command(
    addMethodSubcommands = false,
    name = "workflow",
    description = "Shows, stores and executes workflows of packs.",
    footer = {
      "",
      "Examples:",
      "  heddle workflow list",
      "  heddle workflow upload deploy.yaml --pack my_pack",
      "  heddle workflow execute my_pack.deploy --param version=1.2 --watch"
    })
public final class WorkflowCommand extends CommandGroup {}
