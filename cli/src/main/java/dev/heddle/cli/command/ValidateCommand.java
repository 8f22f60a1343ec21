package dev.heddle.cli.command;

import dev.heddle.cli.terminal.Colour;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.platform.catalog.Definitions;
import dev.heddle.platform.pack.LocalFile;
import dev.heddle.platform.pack.PackReader;
import dev.heddle.platform.pack.PackReading;
import dev.heddle.platform.pack.WorkflowSource;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import dev.heddle.worker.core.CorePack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle validate}: everything that is wrong with files, without running them (S1-131). */
@Command(
    addMethodSubcommands = false,
    name = "validate",
    description = "Checks workflow files and shows all that is wrong with them.",
    footer = {
      "",
      "Exit code 0 if all files can run, 2 if one cannot.",
      "",
      "Examples:",
      "  heddle validate packs/my_pack/workflows/deploy.yaml",
      "  heddle validate --output json packs/*/workflows/*.yaml"
    })
public final class ValidateCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Workflow files.")
  private List<Path> files;

  @Option(
      names = "--pack",
      paramLabel = "DIR",
      description =
          "A pack, or a directory of packs, that the workflows see; if left out, the packs around"
              + " each file.")
  private List<Path> packs = List.of();

  public ValidateCommand(Context context) {
    this.context = context;
  }

  private record Checked(String name, WorkflowSource source, Compilation compilation) {
    boolean canRun() {
      return compilation instanceof Compilation.Compiled;
    }
  }

  @Override
  public Integer call() throws IOException {
    List<Checked> checked = new ArrayList<>();
    Map<Path, PackReading> read = new LinkedHashMap<>();
    for (Path file : files) {
      LocalFile local =
          PackSearch.read(file, packs, pack -> read.computeIfAbsent(pack, PackReader::read));
      checked.add(
          new Checked(
              file.toString(),
              local.source(),
              Definitions.check(local.source(), local.packs(), CorePack.ACTIONS)));
    }
    if (context.options().isDocument()) {
      context.print(document(checked));
    } else {
      report(checked);
    }
    return checked.stream().allMatch(Checked::canRun) ? ExitCodes.COMPLETED : ExitCodes.INVALID;
  }

  private void report(List<Checked> checked) {
    Messages messages = new Messages(context.terminal().out(), context.terminal().outputStyle());
    for (Checked file : checked) {
      messages.diagnostics(file.compilation().diagnostics(), file.source());
      context.print(verdict(file));
    }
  }

  private String verdict(Checked file) {
    List<Diagnostic> diagnostics = file.compilation().diagnostics();
    long errors = diagnostics.stream().filter(Diagnostic::isError).count();
    long warnings = diagnostics.size() - errors;
    String warned = warnings == 0 ? "" : ", " + count(warnings, "warning");
    return switch (file.compilation()) {
      case Compilation.Compiled compiled ->
          context.paint("valid", Colour.GREEN)
              + "  %s: %s %s, %s%s"
                  .formatted(
                      file.name(),
                      compiled.workflow().dialect().label(),
                      compiled.workflow().ref(),
                      count(compiled.workflow().graph().size(), "task"),
                      warned);
      case Compilation.Refused _ ->
          context.paint("invalid", Colour.RED)
              + "  %s: %s%s".formatted(file.name(), count(errors, "error"), warned);
    };
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static Value document(List<Checked> checked) {
    List<Value> files = new ArrayList<>();
    for (Checked file : checked) {
      MapValue.Builder entry =
          MapValue.builder().put("file", file.name()).put("valid", file.canRun());
      if (file.compilation() instanceof Compilation.Compiled compiled) {
        entry
            .put("ref", compiled.workflow().ref())
            .put("dialect", compiled.workflow().dialect().label());
      }
      entry.put(
          "diagnostics",
          new ListValue(
              file.compilation().diagnostics().stream()
                  .<Value>map(ValidateCommand::document)
                  .toList()));
      files.add(entry.build());
    }
    return new ListValue(files);
  }

  private static MapValue document(Diagnostic diagnostic) {
    return MapValue.builder()
        .put("severity", diagnostic.severity().label())
        .put("code", diagnostic.code())
        .put("message", diagnostic.message())
        .put("hint", diagnostic.hint())
        .put("file", diagnostic.span().file())
        .put("line", diagnostic.span().line())
        .put("column", diagnostic.span().column())
        .build();
  }
}
