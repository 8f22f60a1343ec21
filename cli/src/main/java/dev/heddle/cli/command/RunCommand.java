package dev.heddle.cli.command;

import dev.heddle.cli.input.GivenParameters;
import dev.heddle.cli.input.GivenVariables;
import dev.heddle.cli.input.ParameterFile;
import dev.heddle.cli.input.TextFile;
import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.dialects.script.ScriptDialect;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.model.Parameters;
import dev.heddle.model.execution.Execution;
import dev.heddle.platform.Answer;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.platform.catalog.Registration;
import dev.heddle.platform.executions.StartRequest;
import dev.heddle.platform.pack.LocalFile;
import dev.heddle.values.MapValue;
import dev.heddle.worker.container.ContainerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle run}: runs a workflow file here, durably, and shows how it goes. */
@Command(
    addMethodSubcommands = false,
    name = "run",
    description = "Runs a workflow file and shows how it goes.",
    footer = {
      "",
      "Needs no server: executions are kept in PostgreSQL, the embedded one in",
      "HEDDLE_HOME (~/.heddle) or the one at HEDDLE_DATABASE_URL.",
      "Ctrl-C cancels the execution, a second one leaves it to go on later.",
      "Exit codes: 0 completed, 1 failed, 2 invalid, 3 cancelled, 4 timed out.",
      "",
      "Examples:",
      "  heddle run examples/hello.yaml",
      "  heddle run examples/parameters.yaml --param name=Ada --param times=3",
      "  heddle run deploy.yaml --params-file production.yaml --output json",
      "  heddle run deploy.yaml --pack ./packs",
      "  heddle run sample.workflow --requirements requirements.txt",
      "  heddle run etl.steps.yaml --input day=2026-01-31 --runner process"
    })
public final class RunCommand implements Callable<Integer> {

  private final Context context;

  @picocli.CommandLine.Parameters(paramLabel = "FILE", description = "The workflow.")
  private Path file;

  @Option(
      names = {"-p", "--param", "--input"},
      paramLabel = "NAME=VALUE",
      description = "A parameter; the value is JSON if it can be read as JSON, else text.")
  private List<String> parameters = List.of();

  @Option(
      names = "--params-file",
      paramLabel = "FILE",
      description = "Parameters as a map in JSON or YAML; - reads standard input.")
  private @Nullable String parametersFile;

  @Option(
      names = "--priority",
      paramLabel = "N",
      defaultValue = "0",
      description = "Where policies let it wait, 0 to 1000: the higher, the sooner; 0 if left out.")
  private int priority;

  @Option(
      names = "--pack",
      paramLabel = "DIR",
      description =
          "A pack, or a directory of packs, that the workflow sees; if left out, the packs around"
              + " the file.")
  private List<Path> packs = List.of();

  @Option(
      names = "--requirements",
      paramLabel = "FILE",
      description = "What the scripts of a script file depend on, as pip reads it.")
  private @Nullable Path requirements;

  @Option(
      names = "--runner",
      paramLabel = "RUNNER",
      description =
          "What runs the commands of container steps: docker, or process for processes of this"
              + " machine; HEDDLE_RUNNER or docker if left out.")
  private ContainerSettings.@Nullable Runner runner;

  public RunCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CompletableFuture<Wiring> opening =
        CompletableFuture.supplyAsync(
            () -> Wiring.open(environment(), EngineOptions.run("heddle run"), context::progress));
    try (OpenedLater<Wiring> wiring = new OpenedLater<>(opening)) {
      LocalFile local = read();
      Compilation compilation = local.source().compile();
      Messages messages = Messages.toError(context);
      local.diagnostics().forEach(diagnostic -> messages.diagnostic(diagnostic));
      if (!(compilation instanceof Compilation.Compiled compiled)) {
        messages.diagnostics(compilation.diagnostics(), local.source());
        return ExitCodes.INVALID;
      }
      GivenVariables variables = GivenVariables.of(compiled, context.environment());
      MapValue given =
          given(compiled.workflow().parameters()).withAll(variables.secretParameters());
      if (compiled.workflow().parameters().bind(given) instanceof Parameters.Bound.Refused no) {
        no.violations().forEach(violation -> messages.error(violation.message(), ""));
        return ExitCodes.INVALID;
      }
      return run(wiring.get(), local, given, variables);
    }
  }

  private LocalFile read() throws IOException {
    LocalFile local = PackSearch.read(file, packs);
    if (requirements == null) {
      return local;
    }
    if (!ScriptDialect.isScript(local.source().text())) {
      throw new UsageException("--requirements is for script files; " + file + " is none");
    }
    try {
      return local.withRequirements(requirements);
    } catch (IOException e) {
      throw new UsageException("cannot read " + requirements + ": " + e.getMessage());
    }
  }

  private Map<String, String> environment() {
    if (runner == null) {
      return context.environment();
    }
    Map<String, String> environment = new HashMap<>(context.environment());
    environment.put(ContainerSettings.RUNNER_VARIABLE, runner.name());
    return environment;
  }

  private MapValue given(Parameters declared) throws IOException {
    return GivenParameters.read(fromFile(), parameters, declared);
  }

  private MapValue fromFile() throws IOException {
    if (parametersFile == null) {
      return MapValue.EMPTY;
    }
    SourceText text =
        parametersFile.equals("-")
            ? TextFile.read("standard input", context.terminal().in())
            : TextFile.read(Path.of(parametersFile));
    return ParameterFile.read(text);
  }

  private int run(Wiring wiring, LocalFile local, MapValue given, GivenVariables variables)
      throws InterruptedException {
    Definition definition =
        switch (wiring.definitions().register(local.source(), local.packs())) {
          case Registration.Registered registered -> {
            Messages.toError(context).diagnostics(registered.diagnostics(), local.source());
            yield registered.definition();
          }
          case Registration.Refused _ ->
              throw new UsageException(file + " changed while it was read");
        };
    Answer<Execution> started =
        wiring
            .executions()
            .start(
                definition,
                StartRequest.of(given, context.login())
                    .withEnvironment(variables.plain())
                    .withPriority(priority));
    Execution execution = RefusedException.valueOf(started);
    return new Watch(context, wiring).untilEnd(execution.id());
  }
}
