package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiException;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle workflow upload}. */
@Command(
    addMethodSubcommands = false,
    name = "upload",
    description = "Stores a workflow in a pack, or replaces it with --force.",
    footer = {
      "",
      "Examples:",
      "  heddle workflow upload deploy.yaml --pack my_pack",
      "  heddle workflow upload deploy.yaml --pack my_pack --force"
    })
public final class WorkflowUploadCommand implements Callable<Integer> {

  private static final int CONFLICT = 409;

  private final Context context;

  @Parameters(paramLabel = "FILE", description = "The workflow; - reads standard input.")
  private String file = "";

  @Option(names = "--pack", required = true, paramLabel = "REF", description = "The pack.")
  private String pack = "";

  @Option(names = "--force", description = "Replace the workflow if it is there.")
  private boolean force;

  public WorkflowUploadCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    SourceText text = DocumentFile.text(context, file);
    MapValue body =
        MapValue.builder().put("definition", text.text()).put("file", text.name()).build();
    try (Api api = context.api()) {
      MapValue saved = save(api, text, body);
      for (MapValue warning : Shown.each(saved, "warnings")) {
        context.note("warning: " + Shown.text(warning, "message"));
      }
      if (context.options().isDocument()) {
        context.print(saved);
      } else {
        context.print(
            Shown.text(saved, "ref") + " is stored, version " + Shown.text(saved, "version"));
      }
    }
    return ExitCodes.COMPLETED;
  }

  private MapValue save(Api api, SourceText text, MapValue body) {
    try {
      return api.one(ApiRequest.post("/api/v1/packs/{}/workflows", pack).withBody(body));
    } catch (ApiException refused) {
      String ref = refused.status() == CONFLICT && force ? ref(api, text) : null;
      if (ref == null) {
        throw refused;
      }
      return api.one(ApiRequest.put("/api/v1/workflows/{}", ref).withBody(body));
    }
  }

  /** What it calls itself; only the dialect knows where that stands. */
  private static @Nullable String ref(Api api, SourceText text) {
    MapValue checked =
        api.one(
            ApiRequest.post("/api/v1/workflows/validate")
                .with("definition", text.text())
                .with("file", text.name()));
    String ref = Shown.text(checked, "ref");
    return ref.isEmpty() ? null : ref;
  }
}
