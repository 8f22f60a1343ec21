package dev.heddle.cli.command;

import dev.heddle.cli.input.UsageException;
import dev.heddle.platform.keys.KeyOwner;
import java.util.Arrays;

/** Whose an artifact is, as it is written on the command line. */
final class ArtifactOwner {

  private ArtifactOwner() {}

  static KeyOwner read(String text) {
    String[] parts = text.split(":", 2);
    return Arrays.stream(KeyOwner.Type.values())
        .filter(type -> type.label().equals(parts[0]))
        .filter(type -> (type == KeyOwner.Type.SYSTEM) == (parts.length == 1))
        .filter(_ -> parts.length == 1 || !parts[1].isEmpty())
        .findFirst()
        .map(type -> new KeyOwner(type, parts.length == 1 ? "" : parts[1]))
        .orElseThrow(() ->
            new UsageException(
                "'" + text + "' is no owner",
                "system, pack:REF, action:REF, sensor:REF or identity:LOGIN"));
  }
}
