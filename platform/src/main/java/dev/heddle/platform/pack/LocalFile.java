package dev.heddle.platform.pack;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A workflow file that is run directly, and the packs it sees: those named, else the pack it lies
 * in and its siblings.
 *
 * @param diagnostics what there is to say about the other files of the packs; the file itself is
 *     not compiled yet
 */
public record LocalFile(WorkflowSource source, List<Pack> packs, List<Diagnostic> diagnostics) {

  public LocalFile {
    packs = List.copyOf(packs);
    diagnostics = List.copyOf(diagnostics);
  }

  /**
   * Reads a file and its packs.
   *
   * @param packDirectories packs or directories of packs; empty to look around the file
   * @throws IOException if the file or one of the directories cannot be read
   */
  public static LocalFile read(Path file, List<Path> packDirectories) throws IOException {
    return read(file, packDirectories, PackReader::read);
  }

  /** The same, with packs as {@code reader} reads them: who reads many files remembers them. */
  public static LocalFile read(
      Path file, List<Path> packDirectories, Function<Path, PackReading> reader)
      throws IOException {
    List<Path> directories = new ArrayList<>();
    for (Path directory : packDirectories) {
      directories.addAll(PackDirectories.in(directory));
    }
    if (packDirectories.isEmpty()) {
      directories.addAll(PackDirectories.around(file));
    }
    Map<String, Pack> packs = new LinkedHashMap<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Path directory : directories) {
      PackReading reading = reader.apply(directory);
      for (Diagnostic diagnostic : reading.diagnostics()) {
        if (!isSame(file.toRealPath(), diagnostic.span().file())) {
          diagnostics.add(diagnostic);
        }
      }
      reading.pack().ifPresent(pack -> packs.putIfAbsent(pack.ref(), pack));
    }
    SourceText text = new SourceText(file.toString(), Files.readString(file));
    return new LocalFile(
        twoFiles(text, file, packs.values()), List.copyOf(packs.values()), diagnostics);
  }

  /** The same with what its scripts depend on (S3-16). */
  public LocalFile withRequirements(Path requirements) throws IOException {
    SourceText head = new SourceText(requirements.toString(), Files.readString(requirements));
    return new LocalFile(new WorkflowSource(source.text(), head), packs, diagnostics);
  }

  /** Both files, if the file is one half of the two-file layout of a pack (S1-003). */
  private static WorkflowSource twoFiles(SourceText text, Path file, Iterable<Pack> packs)
      throws IOException {
    Path real = file.toRealPath();
    for (Pack pack : packs) {
      if (!real.startsWith(pack.directory())) {
        continue;
      }
      for (PackWorkflow workflow : pack.workflows()) {
        SourceText head = workflow.source().head();
        if (head != null
            && (isSame(real, head.name()) || isSame(real, workflow.source().text().name()))) {
          return workflow.source();
        }
      }
    }
    return WorkflowSource.of(text);
  }

  private static boolean isSame(Path real, String name) throws IOException {
    Path other = Path.of(name);
    return Files.exists(other) && Files.isSameFile(real, other);
  }
}
