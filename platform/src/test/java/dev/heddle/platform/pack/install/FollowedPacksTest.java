package dev.heddle.platform.pack.install;

import static dev.heddle.platform.executions.Bench.done;
import static dev.heddle.platform.executions.Bench.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.source.Diagnostic;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.executions.Bench;
import dev.heddle.platform.pack.PackFolder;
import dev.heddle.platform.pack.install.FollowedPacks.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Packs a server follows")
final class FollowedPacksTest {

  @TempDir private Path directory;
  @TempDir private Path home;

  private final Bench bench = new Bench();

  private FollowedPacks followed() {
    PackInstaller installer =
        new PackInstaller(
            home,
            bench.packs,
            new MemoryInstallationStore(),
            Map.of(),
            FixedOutgoing.NOTHING.network(),
            bench.clock);
    return new FollowedPacks(directory, installer, "ada");
  }

  private String version() {
    return done(bench.packs.find("lib")).version();
  }

  @Test
  @DisplayName("Watch mode: what changed is taken over once, as a whole")
  void takesOverWhatChanged() throws IOException {
    PackFolder lib = PackFolder.of(directory, "lib").action("greet");
    PackFolder.of(directory, "other");
    FollowedPacks packs = followed();
    assertThat(packs.update()).hasSize(2);
    assertThat(packs.update()).isEmpty();

    lib.action("more").file("pack.yaml", manifest("2.0"));
    assertThat(packs.update())
        .singleElement()
        .satisfies(change -> assertThat(done(change.answer()).pack().ref()).isEqualTo("lib"));
    assertThat(version()).isEqualTo("2.0");
    assertThat(done(bench.actions.find("lib.more")).ref()).isEqualTo("lib.more");
  }

  @Test
  @DisplayName("Watch mode: a pack with errors leaves its last good version, and says where")
  void keepsTheLastGoodVersion() throws IOException {
    PackFolder lib = PackFolder.of(directory, "lib").action("greet");
    FollowedPacks packs = followed();
    packs.update();

    lib.file("actions/greet.yaml", "ref: lib.greet\nlable: Greet\n")
        .file("pack.yaml", manifest("2"));
    List<Change> changes = packs.update();

    Refusal refusal = refusal(changes.getFirst().answer());
    assertThat(refusal.diagnostics())
        .filteredOn(Diagnostic::isError)
        .extracting(each -> each.span().toString())
        .contains(lib.directory().resolve("actions/greet.yaml") + ":2:1");
    assertThat(version()).isEqualTo("1.0");
    assertThat(done(bench.actions.find("lib.greet")).label()).isEqualTo("greet");
    assertThat(packs.update()).as("said once").isEmpty();

    lib.action("greet");
    assertThat(done(packs.update().getFirst().answer()).pack().version()).isEqualTo("2");
  }

  @Test
  @DisplayName("S1-136: of a pack that was never there, what is right is installed")
  void installsWhatIsRightTheFirstTime() throws IOException {
    PackFolder.of(directory, "lib").action("greet").file("workflows/bad.yaml", "ref: lib.bad\n");

    List<Change> changes = followed().update();

    assertThat(done(changes.getFirst().answer()).reading().hasErrors()).isTrue();
    assertThat(done(bench.actions.find("lib.greet")).ref()).isEqualTo("lib.greet");
  }

  private static String manifest(String version) {
    return "ref: lib\nlabel: Lib\ndescription: For tests\nversion: '" + version + "'\n";
  }
}
