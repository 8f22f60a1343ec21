package dev.heddle.platform.pack.install;

import dev.heddle.platform.pack.install.PackSource.Asker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Brings the files of a pack into an empty directory, from wherever they are (S1-139). */
final class PackFetch {

  static final long LARGEST_ARCHIVE = 128L << 20;

  private final GitFetch git;
  private final PackNetwork network;

  PackFetch(GitFetch git, PackNetwork network) {
    this.git = git;
    this.network = network;
  }

  /**
   * What was fetched.
   *
   * @param commit of a repository; null if it came from elsewhere
   */
  record Fetched(FetchedPack pack, @Nullable String commit) {}

  /**
   * Fetches and finds the pack.
   *
   * @throws IOException saying why not, to follow the source
   */
  Fetched fetch(PackSource source, Asker asker, Path draft)
      throws IOException, InterruptedException {
    if (asker == Asker.ELSEWHERE && !source.isForEverybody()) {
      throw new IOException("only people at the server install from there");
    }
    return source instanceof PackSource.Indexed wanted
        ? indexed(wanted, draft)
        : fetch(source, null, asker, draft);
  }

  private Fetched fetch(PackSource source, @Nullable Checksum expected, Asker asker, Path draft)
      throws IOException, InterruptedException {
    Outgoing outgoing = asker == Asker.HERE ? network.here() : network.publicOnly();
    @Nullable String commit = null;
    switch (source) {
      case PackSource.Directory(Path path) -> located(path).copyTo(draft);
      case PackSource.Archive(Path file) -> unpack(file, file.getFileName().toString(), draft);
      case PackSource.Uploaded(Path file, String name) -> unpack(file, name, draft);
      case PackSource.Download download -> download(download, expected, outgoing, draft);
      case PackSource.Git repository -> {
        String ref = repository.ref().orElse("HEAD");
        commit =
            asker == Asker.HERE
                ? git.fetch(repository.url(), ref, draft)
                : git.fetchPublic(repository.url(), ref, outgoing, draft);
        Directories.delete(draft.resolve(".git"));
      }
      case PackSource.Indexed _ -> throw new IOException("an index names no other index");
    }
    FetchedPack found = located(draft);
    if (expected != null && source instanceof PackSource.Git) {
      expected.check(found);
    }
    return new Fetched(found, commit);
  }

  static FetchedPack located(Path directory) throws IOException {
    return FetchedPack.in(directory)
        .orElseThrow(() -> new IOException("there is no pack.yaml in it"));
  }

  private void download(
      PackSource.Download from, @Nullable Checksum expected, Outgoing outgoing, Path draft)
      throws IOException {
    if (!network.allows(from.url())) {
      throw new IOException("it is not over https");
    }
    Path file = Files.createTempFile("heddle-pack", ".download");
    try {
      outgoing.download(from.url(), LARGEST_ARCHIVE, file);
      if (expected != null) {
        expected.check(file);
      }
      unpack(file, from.url().getPath(), draft);
    } finally {
      Files.delete(file);
    }
  }

  static void unpack(Path file, String name, Path draft) throws IOException {
    ArchiveFormat format =
        ArchiveFormat.of(name).orElseThrow(() -> new IOException("it is no .zip, .tar.gz or .tgz"));
    try (ArchiveEntries entries = format.open(Files.newInputStream(file))) {
      Unpacking.unpack(entries, draft);
    }
  }

  /** Its sources in order, until one answers; one that answers with something else ends it. */
  private Fetched indexed(PackSource.Indexed wanted, Path draft)
      throws IOException, InterruptedException {
    IndexEntry entry = new PackIndexes(network).find(wanted);
    IOException last = new IOException("the index says nowhere to get it");
    for (IndexEntry.Source source : entry.sources()) {
      try {
        Directories.empty(draft);
        return fetch(source.place(), source.checksum(), Asker.HERE, draft);
      } catch (Checksum.WrongChecksum wrong) {
        throw wrong;
      } catch (IOException failed) {
        last = new IOException(source.place().written() + ": " + failed.getMessage(), failed);
      }
    }
    throw last;
  }
}
