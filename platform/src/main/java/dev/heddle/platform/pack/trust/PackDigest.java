package dev.heddle.platform.pack.trust;

import dev.heddle.values.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of a pack, and the digest over their names and contents: the same whether they came as
 * a directory, an archive or a repository. So it knows nothing of permissions, which a zip does not
 * keep, and the signature, which names the digest, is no part of it.
 */
public final class PackDigest {

  private static final String GIT = ".git";
  private static final int MOST_FILES = 10_000;

  private PackDigest() {}

  /** Over all files: {@code sha256:…}. */
  public static String of(Path pack) throws IOException {
    return "sha256:" + of(pack, Sha256.digest());
  }

  /** The same with another algorithm, in hexadecimal. */
  public static String of(Path pack, MessageDigest digest) throws IOException {
    Path signature = pack.resolve(PackSignature.FILE);
    for (Path file : files(pack)) {
      if (file.equals(signature)) {
        continue;
      }
      byte[] name = pack.relativize(file).toString().getBytes(StandardCharsets.UTF_8);
      digest.update((name.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(name);
      digest.update((Files.size(file) + ":").getBytes(StandardCharsets.UTF_8));
      try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Regular files by name, neither what lies behind links nor what git keeps. */
  public static List<Path> files(Path pack) throws IOException {
    return walk(pack, file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
  }

  /** What is neither a file nor a directory, such as links: no part of what is installed. */
  public static List<Path> leftOut(Path pack) throws IOException {
    return walk(
        pack,
        file ->
            !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS));
  }

  private static List<Path> walk(Path pack, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> all = Files.walk(pack)) {
      List<Path> files =
          all.filter(wanted)
              .filter(file -> !isOfGit(pack.relativize(file)))
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

  private static boolean isOfGit(Path name) {
    for (Path part : name) {
      if (part.toString().equals(GIT)) {
        return true;
      }
    }
    return false;
  }
}
