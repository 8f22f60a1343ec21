package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.input.Assignments;
import dev.heddle.cli.input.TextFile;
import dev.heddle.cli.input.TypedText;
import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.terminal.HiddenInput;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.model.ParameterType;
import dev.heddle.platform.catalog.Configuration;
import dev.heddle.platform.catalog.Configuration.Setting;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle pack config} (S1-135). */
@Command(
    addMethodSubcommands = false,
    name = "config",
    description = "Shows the settings of an installed pack, or sets them.",
    footer = {
      "",
      "What is set wins over what the pack says, and is seen by tasks that start from then",
      "on. A secret is asked for on a terminal, else read from standard input; it is never",
      "taken from the arguments, which others on the machine see, and never shown again.",
      "",
      "Examples:",
      "  heddle pack config my_pack",
      "  heddle pack config my_pack --set region=eu --unset zone",
      "  pass show api | heddle pack config my_pack --set-secret api_key"
    })
public final class PackConfigCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "PACK", description = "The ref of the pack.")
  private String ref;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Set a value: JSON or text. May be repeated.")
  private List<String> set = List.of();

  @Option(
      names = "--set-secret",
      paramLabel = "NAME",
      description = "Set a secret, read from the terminal or standard input.")
  private Optional<String> secret = Optional.empty();

  @Option(
      names = "--unset",
      paramLabel = "NAME",
      description = "Let the pack's own value be seen again. May be repeated.")
  private List<String> unset = List.of();

  public PackConfigCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (context.isElsewhere()) {
      return elsewhere();
    }
    try (Wiring wiring = context.openToLook()) {
      Configuration known =
          RefusedException.valueOf(wiring.configurations().find(ref), () -> "see heddle pack list");
      boolean changes = !set.isEmpty() || secret.isPresent() || !unset.isEmpty();
      Configuration shown = changes ? change(wiring, known) : known;
      if (context.options().isDocument()) {
        context.print(PackSettings.document(shown));
      } else {
        PackSettings.print(context, shown);
      }
    }
    return ExitCodes.COMPLETED;
  }

  /** One request for each value, and all of the settings at the end. */
  private int elsewhere() throws IOException {
    try (Api api = context.api()) {
      MapValue shown = api.one(ApiRequest.get("/api/v1/packs/{}/config", ref));
      for (Map.Entry<String, String> typed : Assignments.split(set, "--set").entrySet()) {
        if (isSecret(shown, typed.getKey())) {
          throw isSecret(typed.getKey());
        }
        ApiRequest request = ApiRequest.put("/api/v1/packs/{}/config/{}", ref, typed.getKey());
        api.call(request.with("value", TypedText.read(typed.getValue())));
      }
      if (secret.isPresent()) {
        api.call(
            ApiRequest.put("/api/v1/packs/{}/config/{}", ref, secret.get())
                .with("value", typedSecret(secret.get()))
                .with("secret", Value.of(true)));
      }
      for (String name : unset) {
        api.call(ApiRequest.delete("/api/v1/packs/{}/config/{}", ref, name));
      }
      MapValue now = api.one(ApiRequest.get("/api/v1/packs/{}/config", ref));
      if (context.options().isDocument()) {
        context.print(now);
      } else {
        new Listing("the pack " + ref + " has no settings")
            .column("SETTING", "name")
            .column("VALUE", "value")
            .column("FROM", each -> Shown.flag(each, "set") ? "set" : "pack")
            .column("ABOUT", "description")
            .print(context, Shown.each(now, "settings"));
      }
    }
    return ExitCodes.COMPLETED;
  }

  private static boolean isSecret(MapValue settings, String name) {
    return Shown.each(settings, "settings").stream()
        .anyMatch(each -> Shown.text(each, "name").equals(name) && Shown.flag(each, "secret"));
  }

  private UsageException isSecret(String name) {
    return new UsageException(
        name + " is a secret, which is not taken from the arguments",
        "heddle pack config " + ref + " --set-secret " + name);
  }

  private Configuration change(Wiring wiring, Configuration known) throws IOException {
    MapValue.Builder values = MapValue.builder();
    for (Map.Entry<String, String> typed : Assignments.split(set, "--set").entrySet()) {
      Optional<Setting> setting = known.setting(typed.getKey());
      if (setting.map(Setting::secret).orElse(false)) {
        throw isSecret(typed.getKey());
      }
      ParameterType type = setting.map(Setting::type).orElse(ParameterType.ANY);
      values.put(typed.getKey(), TypedText.read(typed.getValue(), type));
    }
    if (secret.isPresent()) {
      values.put(secret.get(), SecretValue.mark(new TextValue(typedSecret(secret.get()))));
    }
    Configuration changed =
        RefusedException.valueOf(
            wiring.configurations().change(ref, values.build(), Set.copyOf(unset)), () -> "");
    context.audit(wiring, "pack config", ref);
    return changed;
  }

  private String typedSecret(String name) throws IOException {
    String typed =
        context.terminal().asks()
            ? HiddenInput.read(context.terminal(), "value of " + name + ": ", true)
            : TextFile.read("standard input", context.terminal().in()).text();
    return typed.endsWith("\n") ? typed.substring(0, typed.length() - 1) : typed;
  }
}
