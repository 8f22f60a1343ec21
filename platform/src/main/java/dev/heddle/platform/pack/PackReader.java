package dev.heddle.platform.pack;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlReader;
import dev.heddle.model.SourceSpan;
import dev.heddle.model.policy.Policy;
import dev.heddle.platform.queues.WorkQueue;
import dev.heddle.values.TextValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the directory of a pack (S1-133). Every file is read on its own: one that is wrong does not
 * hide what is wrong with the others, and what is right can be used.
 */
public final class PackReader {

  /** Parts of packs that are only checked to be YAML so far. */
  private static final List<String> OTHER_FOLDERS = List.of("permission_sets", "runtimes");

  private final PackFiles files;
  private final List<Diagnostic> said = new ArrayList<>();

  private PackReader(PackFiles files) {
    this.files = files;
  }

  /** Reads a pack; its files are named in messages as {@code directory} is written. */
  public static PackReading read(Path directory) {
    return read(directory, directory);
  }

  /** Reads a pack whose files messages shall name as if they lay in {@code shown}. */
  public static PackReading read(Path directory, Path shown) {
    try {
      PackReader reader = new PackReader(new PackFiles(directory, shown));
      Optional<Pack> pack = reader.pack();
      return new PackReading(directory, pack, reader.said);
    } catch (IOException e) {
      SourceSpan span = new SourceSpan(shown.toString(), 0, 0);
      String message = "the directory of the pack cannot be read";
      return new PackReading(
          directory,
          Optional.empty(),
          List.of(Diagnostic.error("unreadable_file", message, "", span)));
    }
  }

  private Optional<Pack> pack() {
    Diagnostics diagnostics = new Diagnostics();
    Optional<YamlMap> written = map("pack.yaml", diagnostics);
    Optional<ManifestReader.Read> manifest = manifest(written, diagnostics);
    said.addAll(diagnostics.sorted());
    String ref =
        manifest
            .map(read -> read.manifest().ref())
            .or(() -> written.flatMap(PackReader::ref))
            .orElseGet(files::lastName);
    DefinitionFiles definitions = new DefinitionFiles(files, ref, said);
    definitions.read();
    AutomationFiles others = new AutomationFiles(files, ref, said);
    List<WorkQueue> queues = others.queues();
    List<Policy> policies = others.policies();
    PackAutomation automation = others.read();
    checkOthers();
    return manifest.map(read ->
        new Pack(
            read.manifest(),
            files.directory(),
            read.config(),
            definitions.actions(),
            definitions.workflows(),
            automation,
            policies,
            queues));
  }

  private Optional<ManifestReader.Read> manifest(
      Optional<YamlMap> written, Diagnostics diagnostics) {
    Optional<YamlMap> config =
        files.has("config.yaml") ? map("config.yaml", diagnostics) : Optional.empty();
    return written.flatMap(
        map -> new ManifestReader(files.directory(), diagnostics).read(map, config));
  }

  /** What a manifest with mistakes calls the pack: other files are right to call it so too. */
  private static Optional<String> ref(YamlMap manifest) {
    return manifest.toValue().get("ref") instanceof TextValue(String ref)
        ? Optional.of(ref)
        : Optional.empty();
  }

  private Optional<YamlMap> map(String name, Diagnostics diagnostics) {
    Path file = files.directory().resolve(name);
    if (!files.has(name)) {
      diagnostics.error(
          "missing_file",
          "a pack needs the file " + name,
          "write ref, label, description and version into it",
          new SourceSpan(files.name(file), 0, 0));
      return Optional.empty();
    }
    Optional<SourceText> text = files.read(file, diagnostics);
    if (text.isPresent() && text.get().text().isBlank() && name.equals("config.yaml")) {
      return Optional.empty();
    }
    return text.flatMap(source -> YamlReader.readMap(source, diagnostics));
  }

  private void checkOthers() {
    for (String folder : OTHER_FOLDERS) {
      Diagnostics listing = new Diagnostics();
      List<Path> found = files.list(folder, listing, ".yaml", ".yml");
      if (!found.isEmpty()) {
        listing.warning(
            "no_effect_yet",
            folder + "/ has no effect yet",
            "",
            new SourceSpan(files.name(files.directory().resolve(folder)), 0, 0));
      }
      said.addAll(listing.sorted());
      for (Path file : found) {
        Diagnostics diagnostics = new Diagnostics();
        files.read(file, diagnostics).ifPresent(source -> YamlReader.readMap(source, diagnostics));
        said.addAll(diagnostics.sorted());
      }
    }
  }
}
