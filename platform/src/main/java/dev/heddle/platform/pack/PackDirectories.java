package dev.heddle.platform.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds packs in the file system. */
public final class PackDirectories {

  private static final String MANIFEST = "pack.yaml";

  private PackDirectories() {}

  /** {@code directory} itself if it is a pack, else the packs directly in it, by name. */
  public static List<Path> in(Path directory) throws IOException {
    if (isPack(directory)) {
      return List.of(directory);
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(PackDirectories::isPack).sorted().toList();
    }
  }

  /**
   * What a file sees without being told: the pack it lies in and the packs beside that one; nothing
   * if it lies in no pack.
   */
  public static List<Path> around(Path file) throws IOException {
    Optional<Path> pack = packOf(file);
    if (pack.isEmpty()) {
      return List.of();
    }
    Map<Path, Path> found = new LinkedHashMap<>();
    found.put(pack.get().toRealPath(), pack.get());
    @Nullable Path parent = pack.get().toAbsolutePath().getParent();
    for (Path sibling : parent == null ? List.<Path>of() : in(parent)) {
      found.putIfAbsent(sibling.toRealPath(), relativeLike(pack.get(), sibling));
    }
    return new ArrayList<>(found.values());
  }

  /** A sibling named the way the pack was named, so that messages stay short. */
  private static Path relativeLike(Path pack, Path sibling) {
    return pack.isAbsolute() || pack.getNameCount() < 2
        ? sibling
        : pack.resolveSibling(sibling.getFileName());
  }

  /** The pack a file lies in: directly above {@code workflows/} or {@code actions/}. */
  public static Optional<Path> packOf(Path file) {
    Path above = file.getParent() == null ? file.toAbsolutePath().getParent() : file.getParent();
    for (int up = 0; up < 3 && above != null; up++) {
      if (isPack(above)) {
        return Optional.of(above);
      }
      above = above.getParent() == null ? above.toAbsolutePath().getParent() : above.getParent();
    }
    return Optional.empty();
  }

  private static boolean isPack(Path directory) {
    return Files.isRegularFile(directory.resolve(MANIFEST));
  }
}
