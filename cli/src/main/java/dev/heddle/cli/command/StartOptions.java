package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.api.HttpApi;
import dev.heddle.cli.api.LocalApi;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a command starts something with, and whether it waits for its end (S1-173). */
final class StartOptions {

  @Mixin private final ParameterOptions parameters = new ParameterOptions();

  @Option(names = "--label", paramLabel = "LABEL", description = "What lists find it by.")
  private @Nullable String label;

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "Where policies let it wait, 0 to 1000: the higher, the sooner; 0 if left out.")
  private @Nullable Integer priority;

  @Option(
      names = {"-w", "--watch"},
      description = "Look on until it has ended.")
  private boolean watch;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "How long to look on; 300 if left out.")
  private int timeout;

  /** Starts what the request says. Without a server this process sees it to its end itself. */
  int start(Context context, ApiRequest request) throws IOException, InterruptedException {
    ApiRequest whole =
        request
            .with("parameters", parameters.read(context))
            .with("trace_tag", label)
            .with("priority", priority == null ? null : Value.of(priority));
    try (Api api = context.apiToRun()) {
      MapValue started = api.one(whole);
      ExecutionId id = ExecutionId.parse(Shown.text(started, "id")).orElseThrow();
      return switch (api) {
        case LocalApi here when here.wiring().owns(id) ->
            new Watch(context, here.wiring()).untilEnd(id);
        case LocalApi _, HttpApi _ -> after(context, api, started, id);
      };
    }
  }

  private int after(Context context, Api api, MapValue started, ExecutionId id)
      throws InterruptedException {
    if (watch) {
      return new Following(context, api).untilEnd(id, Duration.ofSeconds(timeout));
    }
    if (context.options().isDocument()) {
      context.print(started);
    } else {
      context.print(id + " is started; see heddle execution watch " + id);
    }
    return ExitCodes.COMPLETED;
  }
}
