package dev.heddle.platform.pack.install;

import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.catalog.Packs;
import dev.heddle.platform.pack.Pack;
import dev.heddle.platform.pack.PackReader;
import dev.heddle.platform.pack.PackReading;
import dev.heddle.platform.pack.install.InstallationStore.Copy;
import dev.heddle.platform.pack.install.InstallationStore.Installation;
import dev.heddle.platform.pack.install.InstallationStore.Source;
import dev.heddle.platform.pack.install.PackSource.Asker;
import dev.heddle.platform.pack.trust.Candidate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
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
  private final PackFetch fetching;
  private final PackTests tests;
  private final InstantSource clock;

  /**
   * @param home the directory of the installed packs, made when it is needed
   * @param environment where {@code git} and the interpreters of tests are found
   * @param network where packs may come from
   */
  public PackInstaller(
      Path home,
      Packs packs,
      InstallationStore store,
      Map<String, String> environment,
      PackNetwork network,
      InstantSource clock) {
    this(
        home,
        packs,
        store,
        new PackFetch(new GitFetch(environment), network),
        new PackTests(environment),
        clock);
  }

  PackInstaller(
      Path home,
      Packs packs,
      InstallationStore store,
      PackFetch fetching,
      PackTests tests,
      InstantSource clock) {
    this.home = home;
    this.packs = packs;
    this.store = store;
    this.fetching = fetching;
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
   * Installs a pack: 400 if there is none, it is wrong or not signed as it must be; 409 if it is
   * not the one in the lock, if it is there already and nothing forces it, if it needs a pack that
   * is missing, or if its tests fail.
   */
  public Answer<Installed> install(PackSource source, Options options, String by) {
    return install(source, options, new Asking(Asker.HERE, by, null, false, false));
  }

  /** The same for somebody who asks over HTTP: from where everybody may. */
  public Answer<Installed> installFor(String by, PackSource source, Options options) {
    return install(source, options, new Asking(Asker.ELSEWHERE, by, null, false, false));
  }

  /**
   * Who asks.
   *
   * @param expected the ref it must have; null for any
   * @param replaces whether a pack of the same ref makes room without force
   * @param firstInPart whether what is right in a pack is enough if there is none yet
   */
  private record Asking(
      Asker asker, String by, @Nullable String expected, boolean replaces, boolean firstInPart) {}

  /**
   * Installs a pack again from where it came from: 404 if there is none, 409 if it is not known
   * where it came from, 400 if another pack is there now, which is never replaced. Its tests are
   * asked as at the first time.
   */
  public Answer<Installed> update(String ref, Options options, Asker asker, String by) {
    return packs
        .find(ref)
        .then(_ ->
            store
                .find(ref)
                .flatMap(former -> PackSource.ofWritten(former.source().written()))
                .map(source -> install(source, options, new Asking(asker, by, ref, true, false)))
                .orElseGet(() ->
                    conflict("unknown_source", "It is not known where `" + ref + "` came from")));
  }

  /**
   * Takes over a pack as it lies in a directory now, without asking its tests. If it has errors,
   * the version that is there stays; if there is none, what is right in it is installed.
   */
  public Answer<Installed> takeOver(Path directory, String by) {
    Options all = new Options(true, true, true);
    return install(
        new PackSource.Directory(directory), all, new Asking(Asker.HERE, by, null, true, true));
  }

  private Answer<Installed> install(PackSource source, Options options, Asking asking) {
    @Nullable Path draft = null;
    try {
      draft = copies().draft();
      PackFetch.Fetched found = fetching.fetch(source, asking.asker(), draft);
      PackReading reading = PackReader.read(found.pack().directory(), shown(source));
      return read(found, reading, source, options, asking);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return refused("not_fetched", "Interrupted");
    } catch (IOException e) {
      return refused("not_fetched", source.written() + ": " + e.getMessage());
    } finally {
      delete(draft);
    }
  }

  /** What people know the files by; nobody knows the copy. */
  private static Path shown(PackSource source) {
    return source instanceof PackSource.Directory(Path path) ? path : Path.of("");
  }

  /** A pack that was fetched and is what was asked for. */
  private record Draft(
      PackFetch.Fetched found,
      Pack pack,
      PackReading reading,
      PackSource source,
      Optional<String> signer) {}

  private Answer<Installed> read(
      PackFetch.Fetched found,
      PackReading reading,
      PackSource source,
      Options options,
      Asking asking)
      throws IOException, InterruptedException {
    Pack pack = reading.pack().orElse(null);
    boolean inPart =
        asking.firstInPart()
            && pack != null
            && packs.find(pack.ref()) instanceof Answer.Refused<PackRow>;
    if (pack == null || (reading.hasErrors() && !inPart)) {
      return Answer.refused(
          new Refusal(
              Refusal.Kind.INVALID,
              "invalid_pack",
              "The pack has errors, nothing is installed",
              List.of(),
              reading.diagnostics()));
    }
    if (source instanceof PackSource.Indexed(String wanted, _) && !wanted.equals(pack.ref())) {
      return refused("wrong_pack", "The index says " + wanted + ", but it is " + pack.ref());
    }
    if (asking.expected() != null && !asking.expected().equals(pack.ref())) {
      return refused(
          "wrong_pack",
          "`" + asking.expected() + "` came from there, but now it is `" + pack.ref() + "`");
    }
    // Before anything of it runs: its tests are programs, too.
    Candidate files =
        new Candidate(pack.ref(), pack.manifest().version(), found.pack().directory());
    return switch (packs.admission().judge(files)) {
      case Answer.Refused<Optional<String>>(Refusal closed) -> Answer.refused(closed);
      case Answer.Done<Optional<String>>(Optional<String> signer) ->
          install(new Draft(found, pack, reading, source, signer), options, asking);
    };
  }

  private Answer<Installed> install(Draft draft, Options options, Asking asking)
      throws IOException, InterruptedException {
    Pack pack = draft.pack();
    if (!options.force()
        && !asking.replaces()
        && packs.find(pack.ref()) instanceof Answer.Done<PackRow>(PackRow there)) {
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
      PackTests.Outcome outcome = tried(draft);
      if (!outcome.passed()) {
        return conflict("tests_failed", outcome.message());
      }
    }
    return put(draft, asking.by());
  }

  /** Runs its tests on another copy: what they leave behind is no part of the pack. */
  private PackTests.Outcome tried(Draft draft) throws IOException, InterruptedException {
    if (draft.pack().manifest().testing().runners().isEmpty()) {
      return tests.run(draft.pack());
    }
    Path trial = copies().draft();
    try {
      draft.found().pack().copyTo(trial);
      return tests.run(
          PackReader.read(trial)
              .pack()
              .orElseThrow(() -> new IOException("its copy cannot be read")));
    } finally {
      delete(trial);
    }
  }

  private List<String> missing(Pack pack) {
    return pack.manifest().needs().stream()
        .filter(ref -> packs.find(ref) instanceof Answer.Refused<PackRow>)
        .toList();
  }

  /** Moves it to its place and lets it be seen. */
  private Answer<Installed> put(Draft draft, String by) throws IOException {
    Pack pack = draft.pack();
    FetchedPack files = draft.found().pack();
    String checksum = files.checksum();
    Path place = copies().place(pack.ref(), checksum);
    PackRow row =
        copies()
            .alone(() -> {
              copies().put(files.directory(), place);
              Pack ours =
                  PackReader.read(place)
                      .pack()
                      .orElseThrow(() -> new IOException("its copy cannot be read"));
              return packs.install(ours);
            });
    Installation installation =
        new Installation(
            pack.ref(),
            new Source(
                draft.source().written(), draft.found().commit(), draft.signer().orElse(null)),
            new Copy(pack.manifest().version(), place.toString(), checksum),
            pack.manifest().system(),
            by,
            clock.instant());
    store.save(installation);
    return Answer.done(new Installed(row, installation, draft.reading()));
  }

  /** How a pack came here, if it is known. */
  public Optional<Installation> installation(String ref) {
    return store.find(ref);
  }

  private PackCopies copies() {
    return new PackCopies(home, store.database(), clock);
  }

  /**
   * Removes the copies of versions that are not installed any more, once nothing runs from them.
   *
   * @param busy whether an attempt that was handed out before a moment may still run
   * @return how many
   */
  public int tidy(Predicate<Instant> busy, BooleanSupplier stopped) throws IOException {
    return copies().tidy(packs::directories, busy, stopped);
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
    try {
      if (draft != null) {
        Directories.delete(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + draft, e);
    }
  }
}
