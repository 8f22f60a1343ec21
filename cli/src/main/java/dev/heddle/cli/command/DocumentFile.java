package dev.heddle.cli.command;

import dev.heddle.cli.input.ParameterFile;
import dev.heddle.cli.input.TextFile;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.nio.file.Path;

/** Documents in files, as YAML or JSON; {@code -} is standard input. */
final class DocumentFile {

  private DocumentFile() {}

  static MapValue read(Context context, String file) throws IOException {
    return ParameterFile.read(text(context, file));
  }

  static SourceText text(Context context, String file) throws IOException {
    return file.equals("-")
        ? TextFile.read("standard input", context.terminal().in())
        : TextFile.read(Path.of(file));
  }
}
