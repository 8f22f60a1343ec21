package dev.heddle.cli.command;

import dev.heddle.platform.keys.KeyOwner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Whose key is meant; the system's if nothing is said (S1-158). */
public final class KeyOwnerOptions {

  @ArgGroup private @Nullable Choice choice;

  /** One of them at most. */
  static final class Choice {
    @Option(names = "--pack", paramLabel = "REF", description = "The key belongs to this pack.")
    private @Nullable String pack;

    @Option(
        names = "--workflow",
        paramLabel = "REF",
        description = "The key belongs to this workflow.")
    private @Nullable String workflow;

    @Option(
        names = "--identity",
        paramLabel = "LOGIN",
        description = "The key belongs to this identity.")
    private @Nullable String identity;
  }

  KeyOwner owner() {
    if (choice == null) {
      return KeyOwner.SYSTEM;
    }
    if (choice.pack != null) {
      return new KeyOwner(KeyOwner.Type.PACK, choice.pack);
    }
    if (choice.workflow != null) {
      return new KeyOwner(KeyOwner.Type.ACTION, choice.workflow);
    }
    return choice.identity == null
        ? KeyOwner.SYSTEM
        : new KeyOwner(KeyOwner.Type.IDENTITY, choice.identity);
  }
}
