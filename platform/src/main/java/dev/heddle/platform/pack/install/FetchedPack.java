package dev.heddle.platform.pack.install;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory of files that came from outside, and the pack in it (S1-139). */
record FetchedPack(Path directory) {

  private static final String MANIFEST = "pack.yaml";
  private static final int MOST_FILES = 10_000;

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

  /** A checksum over the names and contents of all files, in order. */
  String checksum() throws IOException {
    return "sha256:" + checksum(Checksum.digest("sha256"));
  }

  /** The same with another algorithm, in hexadecimal. */
  String checksum(MessageDigest digest) throws IOException {
    for (Path file : files()) {
      byte[] name = directory.relativize(file).toString().getBytes(StandardCharsets.UTF_8);
      digest.update((name.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(name);
      digest.update((Files.size(file) + ":").getBytes(StandardCharsets.UTF_8));
      try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Copies the files, not what lies behind links nor what git keeps. */
  void copyTo(Path target) throws IOException {
    Files.createDirectories(target);
    for (Path file : files()) {
      Path copy = target.resolve(directory.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /** Regular files, by name. */
  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> files =
          all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> !directory.relativize(file).startsWith(".git"))
              .limit(MOST_FILES + 1L)
              .sorted(Comparator.comparing(Path::toString))
              .toList();
      if (files.size() > MOST_FILES) {
        throw new IOException("the pack has more than " + MOST_FILES + " files");
      }
      return files;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
