package dev.heddle.cli.command;

import dev.heddle.cli.input.UsageException;
import dev.heddle.dialects.diagram.MermaidDiagram;
import dev.heddle.dialects.diagram.SvgDiagram;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.platform.pack.LocalFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle graph}: a picture of a workflow. */
@Command(
    addMethodSubcommands = false,
    name = "graph",
    description = "Draws a workflow as Mermaid text or SVG.",
    footer = {
      "",
      "Examples:",
      "  heddle graph deploy.yaml",
      "  heddle graph deploy.yaml --format svg -o deploy.svg"
    })
public final class GraphCommand implements Callable<Integer> {

  /** In which language to draw. */
  enum Format {
    MERMAID,
    SVG
  }

  private final Context context;

  @Parameters(paramLabel = "FILE", description = "The workflow.")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "mermaid",
      description = "mermaid or svg.")
  private Format format;

  @Option(
      names = {"-o", "--file"},
      paramLabel = "FILE",
      description = "Where to write it; standard output if left out.")
  private @Nullable Path target;

  public GraphCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    LocalFile local = PackSearch.read(file, List.of());
    Compilation compilation = local.source().compile();
    if (!(compilation instanceof Compilation.Compiled compiled)) {
      Messages.toError(context).diagnostics(compilation.diagnostics(), local.source());
      return ExitCodes.INVALID;
    }
    write(
        switch (format) {
          case MERMAID -> MermaidDiagram.of(compiled.workflow());
          case SVG -> SvgDiagram.of(compiled.workflow());
        });
    return ExitCodes.COMPLETED;
  }

  private void write(String drawing) {
    if (target == null) {
      context.terminal().out().print(drawing);
      context.terminal().out().flush();
      return;
    }
    try {
      Files.writeString(target, drawing);
    } catch (IOException e) {
      throw new UsageException("cannot write " + target + ": " + e.getMessage());
    }
  }
}
