package dev.heddle.platform.pack;

import dev.heddle.model.action.Action;
import dev.heddle.values.MapValue;

/**
 * An action and the document it was read from.
 *
 * @param file name of the file, for messages
 * @param document with an absolute {@code entry_point}: {@link PackAction#restore} reads it again
 */
public record PackAction(Action action, String file, MapValue document) {

  /** The action of a stored {@code document}; its program may be gone, which shows when it runs. */
  public static Action restore(String file, MapValue document, java.nio.file.Path directory) {
    return ActionReader.restore(file, document, directory);
  }
}
