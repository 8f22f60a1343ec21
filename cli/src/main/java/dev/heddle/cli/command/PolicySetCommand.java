package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle policy set}. */
@Command(
    addMethodSubcommands = false,
    name = "set",
    description = "Puts a policy into force, in the place of the one of that ref.",
    footer = {"", "Examples:", "  heddle policy set limit.yaml"})
public final class PolicySetCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(
      paramLabel = "FILE",
      description = "The policy as YAML or JSON; - reads standard input.")
  private String file = "";

  public PolicySetCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    MapValue document = DocumentFile.read(context, file);
    String ref = Shown.text(document, "ref");
    try (Api api = context.api()) {
      boolean isThere =
          api.list(ApiRequest.get("/api/v1/policies"), Integer.MAX_VALUE).items().stream()
              .anyMatch(each -> Shown.text(each, "ref").equals(ref));
      MapValue set =
          api.one(
              (isThere
                      ? ApiRequest.put("/api/v1/policies/{}", ref)
                      : ApiRequest.post("/api/v1/policies"))
                  .withBody(document));
      if (context.options().isDocument()) {
        context.print(set);
      } else {
        context.print(ref + " is in force: " + PolicyLine.limits(set));
      }
    }
    return ExitCodes.COMPLETED;
  }
}
