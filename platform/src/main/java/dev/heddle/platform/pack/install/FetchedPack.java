package dev.heddle.platform.pack.install;

import dev.heddle.platform.pack.trust.PackDigest;
import dev.heddle.platform.pack.trust.PackSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory of files that came from outside, and the pack in it (S1-139). */
record FetchedPack(Path directory) {

  private static final String MANIFEST = "pack.yaml";

  /** The pack at the root, in {@code pack/}, or in the only directory there is. */
  static Optional<FetchedPack> in(Path fetched) throws IOException {
    for (Path place : List.of(fetched, fetched.resolve("pack"))) {
      if (isPack(place)) {
        return Optional.of(new FetchedPack(place));
      }
    }
    try (Stream<Path> entries = Files.list(fetched)) {
      List<Path> directories =
          entries
              .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
              .filter(entry -> !entry.getFileName().toString().startsWith("."))
              .limit(2)
              .toList();
      return directories.size() == 1 && isPack(directories.getFirst())
          ? Optional.of(new FetchedPack(directories.getFirst()))
          : Optional.empty();
    }
  }

  private static boolean isPack(Path directory) {
    return Files.isRegularFile(directory.resolve(MANIFEST), LinkOption.NOFOLLOW_LINKS);
  }

  /** The digest over its files. */
  String checksum() throws IOException {
    return PackDigest.of(directory);
  }

  /** The same with another algorithm, in hexadecimal. */
  String checksum(MessageDigest digest) throws IOException {
    return PackDigest.of(directory, digest);
  }

  /** The signature among its files as it is written, empty if there is none that can be one. */
  String signature() throws IOException {
    try {
      return PackSignature.in(directory).map(PackSignature::signature).orElse("");
    } catch (PackSignature.Unreadable _) {
      return "";
    }
  }

  /** Copies the files, not what lies behind links nor what git keeps. */
  void copyTo(Path target) throws IOException {
    Files.createDirectories(target);
    for (Path file : PackDigest.files(directory)) {
      Path copy = target.resolve(directory.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}
