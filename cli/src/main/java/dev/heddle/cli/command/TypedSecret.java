package dev.heddle.cli.command;

import dev.heddle.cli.input.TextFile;
import dev.heddle.cli.terminal.HiddenInput;
import java.io.IOException;

/** Secrets: typed unseen, or from standard input; never arguments, which others see. */
final class TypedSecret {

  private TypedSecret() {}

  static String read(Context context, String question) throws IOException {
    String typed =
        context.terminal().asks()
            ? HiddenInput.read(context.terminal(), question + ": ", true)
            : TextFile.read("standard input", context.terminal().in()).text();
    // Programs and editors end what they write with a line end that is no part of it.
    return typed.endsWith("\n") ? typed.substring(0, typed.length() - 1) : typed;
  }
}
