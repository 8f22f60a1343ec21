package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.input.UsageException;
import dev.heddle.platform.pack.trust.PackLock;
import dev.heddle.platform.pack.trust.PackLock.Pin;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle pack lock}. */
@Command(
    addMethodSubcommands = false,
    name = "lock",
    description = "Writes down exactly which packs are installed.",
    footer = {
      "",
      "The file names the version and the digest of each pack, where it is from and",
      "who signed it. A server whose HEDDLE_PACK_LOCK names it takes these packs and",
      "no others. Packs that were made by the API have no files and are not in it.",
      "",
      "Examples:",
      "  heddle pack lock",
      "  heddle --profile staging pack lock --file production.lock"
    })
public final class PackLockCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      defaultValue = "packs.lock",
      description = "Where to write it, over what is there; packs.lock if left out.")
  private Path file;

  public PackLockCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    PackLock lock = new PackLock(pins());
    try {
      write(lock.text());
    } catch (IOException failed) {
      throw new UsageException("cannot write " + file + ": " + failed.getMessage());
    }
    if (context.options().isDocument()) {
      context.print(Json.read(lock.text()));
    } else {
      int packs = lock.packs().size();
      context.print(file + " has " + packs + (packs == 1 ? " pack" : " packs"));
    }
    return ExitCodes.COMPLETED;
  }

  private SortedMap<String, Pin> pins() {
    SortedMap<String, Pin> pins = new TreeMap<>();
    try (Api api = context.api()) {
      for (MapValue each : api.list(ApiRequest.get("/api/v1/packs"), Integer.MAX_VALUE).items()) {
        MapValue pack = api.one(ApiRequest.get("/api/v1/packs/{}", Shown.text(each, "ref")));
        if (pack.has("checksum")) {
          pins.put(
              Shown.text(pack, "ref"),
              new Pin(
                  Shown.text(pack, "version"),
                  Shown.text(pack, "checksum"),
                  Shown.text(pack, "source"),
                  text(pack, "commit"),
                  text(pack, "signed_by")));
        }
      }
    }
    return pins;
  }

  private static @Nullable String text(MapValue pack, String name) {
    return pack.get(name) instanceof TextValue(String text) ? text : null;
  }

  /** As a whole or not at all: a server may read it at any time. */
  private void write(String text) throws IOException {
    Path target = file.toAbsolutePath();
    Path draft = target.resolveSibling(target.getFileName() + ".draft");
    try {
      Files.writeString(draft, text);
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
