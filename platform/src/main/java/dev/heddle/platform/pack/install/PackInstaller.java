package dev.heddle.platform.pack.install;

import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.catalog.Packs;
import dev.heddle.platform.pack.Pack;
import dev.heddle.platform.pack.PackReader;
import dev.heddle.platform.pack.PackReading;
import dev.heddle.platform.pack.install.InstallationStore.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings packs here, upgrades and removes them (S1-139, S1-142). What is installed is a copy of its
 * own, by its checksum, so that what runs is not changed by who edits the source, and an upgrade
 * that fails leaves everything as it was.
 */
public final class PackInstaller {

  private final Path home;
  private final Packs packs;
  private final InstallationStore store;
  private final GitFetch git;
  private final PackTests tests;
  private final InstantSource clock;

  /**
   * @param home the directory of the installed packs, made when it is needed
   * @param environment where {@code git} and the interpreters of tests are found
   */
  public PackInstaller(
      Path home,
      Packs packs,
      InstallationStore store,
      Map<String, String> environment,
      InstantSource clock) {
    this(home, packs, store, new GitFetch(environment), new PackTests(environment), clock);
  }

  PackInstaller(
      Path home,
      Packs packs,
      InstallationStore store,
      GitFetch git,
      PackTests tests,
      InstantSource clock) {
    this.home = home;
    this.packs = packs;
    this.store = store;
    this.git = git;
    this.tests = tests;
    this.clock = clock;
  }

  /**
   * What may be passed over.
   *
   * @param force replaces a pack of the same ref, and one that fails its tests
   */
  public record Options(boolean force, boolean skipTests, boolean skipDependencies) {}

  /** A pack that was installed, and what there is to say about it. */
  public record Installed(PackRow pack, Installation installation, PackReading reading) {}

  /**
   * Installs a pack: 400 if there is none or it is wrong, 409 if it is there already and nothing
   * forces it, if it needs a pack that is missing, or if its tests fail.
   */
  public Answer<Installed> install(PackSource source, Options options, String by) {
    @Nullable Path draft = null;
    try {
      Files.createDirectories(home);
      draft = Files.createTempDirectory(home, ".fetched");
      fetch(source, draft);
      FetchedPack found = FetchedPack.in(draft).orElse(null);
      if (found == null) {
        return refused("no_pack", "There is no pack.yaml in " + source.written());
      }
      return install(found, source, options, by);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return refused("not_fetched", "Interrupted");
    } catch (IOException e) {
      return refused("not_fetched", source.written() + ": " + e.getMessage());
    } finally {
      delete(draft);
    }
  }

  private void fetch(PackSource source, Path draft) throws IOException, InterruptedException {
    switch (source) {
      case PackSource.Directory(Path path) -> {
        FetchedPack found =
            FetchedPack.in(path).orElseThrow(() -> new IOException("there is no pack.yaml in it"));
        found.copyTo(draft);
      }
      case PackSource.Archive(Path file) -> {
        ArchiveFormat format =
            ArchiveFormat.of(file.getFileName().toString())
                .orElseThrow(() -> new IOException("it is no .zip, .tar.gz or .tgz"));
        try (ArchiveEntries entries = format.open(Files.newInputStream(file))) {
          Unpacking.unpack(entries, draft);
        }
      }
      case PackSource.Git(String url, var ref) -> {
        git.fetch(url, ref.orElse("HEAD"), draft);
        delete(draft.resolve(".git"));
      }
    }
  }

  private Answer<Installed> install(
      FetchedPack found, PackSource source, Options options, String by)
      throws IOException, InterruptedException {
    PackReading reading = PackReader.read(found.directory());
    Pack pack = reading.pack().orElse(null);
    if (pack == null || reading.hasErrors()) {
      return Answer.refused(
          new Refusal(
              Refusal.Kind.INVALID,
              "invalid_pack",
              "The pack has errors, nothing is installed",
              List.of(),
              reading.diagnostics()));
    }
    if (!options.force() && packs.find(pack.ref()) instanceof Answer.Done<PackRow>(PackRow there)) {
      return conflict(
          "duplicate_pack",
          "The pack `" + pack.ref() + "` is installed already, version " + there.version());
    }
    List<String> missing = options.skipDependencies() ? List.of() : missing(pack);
    if (!missing.isEmpty()) {
      return conflict(
          "missing_packs",
          "The pack `" + pack.ref() + "` needs other packs: " + String.join(", ", missing));
    }
    if (!options.skipTests() && !options.force()) {
      PackTests.Outcome outcome = tests.run(pack);
      if (!outcome.passed()) {
        return conflict("tests_failed", outcome.message());
      }
    }
    return put(found, pack, source, by);
  }

  private List<String> missing(Pack pack) {
    return pack.manifest().needs().stream()
        .filter(ref -> packs.find(ref) instanceof Answer.Refused<PackRow>)
        .toList();
  }

  /** Moves it to its place and lets it be seen. */
  private Answer<Installed> put(FetchedPack found, Pack pack, PackSource source, String by)
      throws IOException {
    String checksum = found.checksum();
    Path place = home.resolve(pack.ref()).resolve(checksum.substring(checksum.indexOf(':') + 1));
    if (!Files.exists(place)) {
      Files.createDirectories(place.getParent());
      Files.move(found.directory(), place);
    }
    PackReading reading = PackReader.read(place);
    Pack ours = reading.pack().orElseThrow(() -> new IOException("its copy cannot be read"));
    PackRow row = packs.install(ours);
    Installation installation =
        new Installation(
            pack.ref(), source.written(), checksum, pack.manifest().system(), by, clock.instant());
    store.save(installation);
    return Answer.done(new Installed(row, installation, reading));
  }

  /** Removes a pack and its workflows: 404 if there is none, 409 if it is a system pack. */
  public Answer<PackRow> uninstall(String ref) {
    if (store.find(ref).map(Installation::system).orElse(false)) {
      return conflict("system_pack", "`" + ref + "` is a system pack, which stays");
    }
    return packs.delete(ref);
  }

  private static <T> Answer<T> refused(String code, String message) {
    return Answer.refused(Refusal.of(Refusal.Kind.INVALID, code, message));
  }

  private static <T> Answer<T> conflict(String code, String message) {
    return Answer.refused(Refusal.conflict(code, message));
  }

  private static void delete(@Nullable Path draft) {
    if (draft == null || !Files.exists(draft)) {
      return;
    }
    try (Stream<Path> all = Files.walk(draft)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + draft, e);
    }
  }
}
