package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiException;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.input.UsageException;
import dev.heddle.platform.artifacts.versioned.VersionedArtifacts;
import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle artifact upload}. */
@Command(
    addMethodSubcommands = false,
    name = "upload",
    description = "Stores a file as the newest version of an artifact, which is made if need be.",
    footer = {
      "",
      "What the options say holds for an artifact that is made now.",
      "",
      "Examples:",
      "  heddle artifact upload my_pack.report report.html --owner pack:my_pack --keep 5",
      "  make report | heddle artifact upload report - --keep-days 30"
    })
public final class ArtifactUploadCommand implements Callable<Integer> {

  private static final int NOT_FOUND = 404;

  private final Context context;

  @Parameters(index = "0", paramLabel = "REF", description = "The artifact.")
  private String ref = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "The file, at most 16 MiB; - reads standard input.")
  private String file = "";

  @Option(
      names = "--owner",
      paramLabel = "OWNER",
      description = "system, pack:REF, action:REF, sensor:REF or identity:LOGIN.")
  private String owner = "system";

  @Option(names = "--name", paramLabel = "TEXT", description = "A name for people.")
  private @Nullable String name;

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "Keep the newest N versions; 10 if left out.")
  private @Nullable Integer versions;

  @Option(
      names = "--keep-days",
      paramLabel = "DAYS",
      description = "Keep no version that is older.")
  private @Nullable Integer days;

  public ArtifactUploadCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    ApiRequest making = making();
    ApiRequest upload = ApiRequest.post("/api/v1/artifacts/{}/versions", ref);
    boolean piped = file.equals("-");
    Path content = piped ? received() : Path.of(file);
    try (Api api = context.api()) {
      check(content);
      makeUnlessThere(api, making);
      MapValue answer = api.call(upload.withFile(content));
      if (answer.get("data") instanceof MapValue version) {
        if (context.options().isDocument()) {
          context.print(version);
        } else {
          context.print(ref + " has version " + Shown.text(version, "version"));
        }
      }
    } finally {
      if (piped) {
        Files.deleteIfExists(content);
      }
    }
    return ExitCodes.COMPLETED;
  }

  private void makeUnlessThere(Api api, ApiRequest making) {
    try {
      api.one(ApiRequest.get("/api/v1/artifacts/{}", ref));
    } catch (ApiException missing) {
      if (missing.status() != NOT_FOUND) {
        throw missing;
      }
      api.one(making);
    }
  }

  private ApiRequest making() {
    KeyOwner whose = ArtifactOwner.read(owner);
    MapValue.Builder retention = MapValue.builder();
    if (versions != null) {
      retention.put("versions", versions);
    }
    if (days != null) {
      retention.put("days", days);
    }
    return ApiRequest.post("/api/v1/artifacts")
        .with("ref", ref)
        .with("name", name)
        .with("owner_type", whose.type().label())
        .with("owner", Value.of(whose.name()))
        .with("retention", retention.build());
  }

  /** Standard input as a file, no more of it than shows that it is too large. */
  private Path received() throws IOException {
    Path received = Files.createTempFile("heddle-artifact", "");
    Files.write(received, context.terminal().in().readNBytes(VersionedArtifacts.LARGEST_FILE + 1));
    return received;
  }

  private void check(Path content) throws IOException {
    if (!Files.isRegularFile(content)) {
      throw new UsageException("there is no file " + file);
    }
    if (Files.size(content) > VersionedArtifacts.LARGEST_FILE) {
      throw new UsageException(file + " is larger than 16 MiB");
    }
  }
}
