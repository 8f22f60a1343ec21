package dev.heddle.platform.pack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes packs for tests. */
public final class PackFolder {

  private final Path directory;

  private PackFolder(Path directory) {
    this.directory = directory;
  }

  /** A pack with a manifest and nothing else. */
  public static PackFolder of(Path packs, String ref) {
    return new PackFolder(packs.resolve(ref))
        .file(
            "pack.yaml",
            """
            ref: %s
            label: A pack
            description: For tests
            version: "1.0"
            """
                .formatted(ref));
  }

  public Path directory() {
    return directory;
  }

  public PackFolder file(String name, String text) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A shell action with its script. */
  public PackFolder action(String name) {
    String ref = directory.getFileName() + "." + name;
    return file("actions/" + name + ".yaml", "ref: " + ref + "\nlabel: " + name + "\n")
        .file("actions/" + name + ".sh", "echo " + name + "\n");
  }

  /** A workflow of tasks {@code t1}, {@code t2} … that call these refs one after the other. */
  public PackFolder workflow(String name, String... calls) {
    return file("workflows/" + name + ".yaml", flow(directory.getFileName() + "." + name, calls));
  }

  public static String flow(String ref, String... calls) {
    StringBuilder yaml = new StringBuilder("ref: " + ref + "\nlabel: Flow\nversion: '1'\ntasks:\n");
    for (int i = 1; i <= calls.length; i++) {
      yaml.append("  - name: t" + i + "\n    action: " + calls[i - 1] + "\n");
      if (i < calls.length) {
        yaml.append("    on_success: t" + (i + 1) + "\n");
      }
    }
    return yaml.toString();
  }
}
