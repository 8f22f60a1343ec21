package dev.heddle.worker.script;

import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the script worker says of its own end (S3-47): {@code stage} is {@code done}, {@code
 * run_task} if the script failed, {@code worker} if something around it did.
 */
record ScriptEnd(String stage, MapValue message) {

  static final String FILE = "termination.json";
  static final String DONE = "done";
  static final String RUN_TASK = "run_task";

  private static final int LONGEST = 256 << 10;

  /** Empty if it said nothing that can be read. */
  static Optional<ScriptEnd> read(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
        return Optional.empty();
      }
      return parse(Files.readString(file));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** As {@link #read}, of the text of the file. */
  static Optional<ScriptEnd> parse(String text) {
    try {
      return Json.read(text) instanceof MapValue message
              && message.getOr("stage", Value.nothing()) instanceof TextValue(String stage)
          ? Optional.of(new ScriptEnd(stage, message))
          : Optional.empty();
    } catch (JsonException unreadable) {
      return Optional.empty();
    }
  }

  boolean isDone() {
    return stage.equals(DONE);
  }

  String text(String name) {
    return message.getOr(name, Value.of("")) instanceof TextValue(String text) ? text : "";
  }
}
