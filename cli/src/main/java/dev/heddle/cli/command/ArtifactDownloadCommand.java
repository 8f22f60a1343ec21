package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.input.TextFile;
import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.terminal.DisplayText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle artifact download}. */
@Command(
    addMethodSubcommands = false,
    name = "download",
    description = "Writes a version of an artifact to a file, or prints it if it is text.",
    footer = {
      "",
      "Examples:",
      "  heddle artifact download my_pack.report report.html",
      "  heddle artifact download my_pack.report old.html --version 3",
      "  heddle artifact download execution.ID.stdout"
    })
public final class ArtifactDownloadCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(index = "0", paramLabel = "REF", description = "The artifact.")
  private String ref = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "Where to write it; printed if left out.")
  private @Nullable Path file;

  @Option(names = "--version", paramLabel = "N", description = "The newest if left out.")
  private @Nullable Integer version;

  public ArtifactDownloadCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    byte[] content;
    try (Api api = context.api()) {
      String number = version == null ? newest(api) : version.toString();
      content = api.download(ApiRequest.get("/api/v1/artifacts/{}/versions/{}", ref, number));
    }
    if (file == null) {
      print(TextFile.read(ref, new ByteArrayInputStream(content)).text());
      return ExitCodes.COMPLETED;
    }
    Files.write(file, content);
    context.done(ref + " is in " + file, "file", file.toString());
    return ExitCodes.COMPLETED;
  }

  private String newest(Api api) {
    return api.all(ApiRequest.get("/api/v1/artifacts/{}/versions", ref)).stream()
        .findFirst()
        .map(newest -> Shown.text(newest, "version"))
        .orElseThrow(() -> new UsageException(ref + " has no version"));
  }

  /** Nothing in it steers the terminal of somebody who looks at it. */
  private void print(String text) {
    if (context.terminal().showsOutput()) {
      context.print(text.lines().map(DisplayText::oneLine).toList());
      return;
    }
    context.terminal().out().print(text);
    context.terminal().out().flush();
  }
}
