package dev.heddle.cli.input;

import dev.heddle.dialects.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the files named on the command line. */
public final class TextFile {

  private static final int MOST_BYTES = 8 << 20;

  private TextFile() {}

  /**
   * The text of a file under the name it was given.
   *
   * @throws UsageException if it cannot be read, is not UTF-8 or larger than 8 MiB
   */
  public static SourceText read(Path file) {
    if (!Files.exists(file)) {
      throw new UsageException("there is no file " + file);
    }
    if (Files.isDirectory(file)) {
      throw new UsageException(file + " is a directory, not a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in);
    } catch (IOException e) {
      throw new UsageException("cannot read " + file + ": " + e.getMessage());
    }
  }

  /** The text of a stream, named for messages. */
  public static SourceText read(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new UsageException(name + " is larger than 8 MiB");
    }
    try {
      return new SourceText(
          name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new UsageException(name + " is not UTF-8 text");
    }
  }
}
