package dev.heddle.platform.pack.install;

import dev.heddle.platform.Answer;
import dev.heddle.platform.pack.PackDirectories;
import dev.heddle.platform.pack.install.PackInstaller.Installed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A directory of packs that a server follows while they are written. Each is taken over as a whole
 * when its files have changed, or not at all: then the last good version stays. Servers on one
 * database may follow the same directory; all take over the same. For one thread.
 */
public final class FollowedPacks {

  private final Path directory;
  private final PackInstaller installer;
  private final String by;

  /** What was last seen of each pack, taken over or not, so that it is tried once. */
  private final Map<Path, String> seen = new HashMap<>();

  /**
   * @param directory a pack or a directory of packs
   * @param by in whose name packs are installed
   */
  public FollowedPacks(Path directory, PackInstaller installer, String by) {
    this.directory = directory;
    this.installer = installer;
    this.by = by;
  }

  public Path directory() {
    return directory;
  }

  /** A pack that changed, and what became of it. */
  public record Change(Path pack, Answer<Installed> answer) {}

  /** Takes over what has changed since the last time. */
  public List<Change> update() throws IOException {
    List<Change> changes = new ArrayList<>();
    for (Path pack : PackDirectories.in(directory)) {
      FetchedPack files = new FetchedPack(pack);
      String now = files.checksum() + " " + files.signature();
      if (now.equals(seen.put(pack, now))) {
        continue;
      }
      changes.add(new Change(pack, installer.takeOver(pack, by)));
    }
    return changes;
  }
}
