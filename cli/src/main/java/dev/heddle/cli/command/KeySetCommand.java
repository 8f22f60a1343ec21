package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.input.TextFile;
import dev.heddle.cli.input.TypedText;
import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.terminal.HiddenInput;
import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle key set}. */
@Command(
    addMethodSubcommands = false,
    name = "set",
    aliases = {"create", "update"},
    description = "Sets a key, to any JSON value or a text.",
    footer = {
      "",
      "Without VALUE it is asked for on a terminal, else read from standard input.",
      "A secret is never taken from the arguments, which others on the machine see.",
      "",
      "Examples:",
      "  heddle key set flags.new_feature true",
      "  heddle key set api.token --secret",
      "  pass show api | heddle key set api.token --secret --pack my_pack"
    })
public final class KeySetCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(index = "0", paramLabel = "REF", description = "The key, dots between its parts.")
  private String ref;

  @Parameters(index = "1", arity = "0..1", paramLabel = "VALUE", description = "JSON or text.")
  private @Nullable String value;

  @Option(
      names = {"-e", "--secret"},
      description = "The value is a secret: shown to nobody but programs.")
  private boolean secret;

  @Option(names = "--name", paramLabel = "TEXT", description = "A name for people.")
  private String name = "";

  @Mixin private final KeyOwnerOptions whose = new KeyOwnerOptions();

  public KeySetCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    KeyOwner owner = whose.owner();
    ApiRequest request =
        ApiRequest.post("/api/v1/keys")
            .with("ref", ref)
            .with("name", name)
            .with("owner_type", owner.type().label())
            .with("owner", owner.name())
            .with("encrypted", Value.of(secret))
            .with("value", given());
    return context.perform(
        request, key -> (secret ? "secret " : "") + Shown.text(key, "ref") + " is set");
  }

  private Value given() throws IOException {
    if (value != null && secret) {
      throw new UsageException(
          "a secret is not taken from the arguments, which others on this machine can see",
          "leave the value out: it is asked for, or read from standard input");
    }
    if (value != null) {
      return TypedText.read(value);
    }
    String typed =
        context.terminal().asks()
            ? HiddenInput.read(context.terminal(), "value of " + ref + ": ", secret)
            : TextFile.read("standard input", context.terminal().in()).text();
    // Programs and editors end what they write with a line end that is no part of it.
    String text = typed.endsWith("\n") ? typed.substring(0, typed.length() - 1) : typed;
    return secret ? new TextValue(text) : TypedText.read(text);
  }
}
