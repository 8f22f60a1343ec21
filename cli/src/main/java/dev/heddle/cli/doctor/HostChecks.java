package dev.heddle.cli.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The machine: Java, the home directory, the key, the disk, the programs that actions need. */
final class HostChecks {

  private static final int JAVA = 25;
  private static final long MEGABYTE = 1 << 20;
  private static final long LITTLE = 1024 * MEGABYTE;
  private static final long TOO_LITTLE = 100 * MEGABYTE;

  private final Map<String, String> environment;
  private final Path home;

  HostChecks(Map<String, String> environment, Path home) {
    this.environment = environment;
    this.home = home;
  }

  List<Finding> all() {
    List<Finding> findings = new ArrayList<>(List.of(java(), system(), home(), key(), disk()));
    findings.add(
        program("setsid", "ending a program may leave what it started; install util-linux"));
    findings.add(program("bash", "shell actions run under sh"));
    findings.add(program("python3", "needed by actions and scripts in Python"));
    findings.add(program("node", "needed by actions in JavaScript"));
    findings.add(program("docker", "needed by container steps that ask for Docker"));
    return findings;
  }

  private static Finding java() {
    String found = System.getProperty("java.vm.name") + " " + Runtime.version();
    return Runtime.version().feature() >= JAVA
        ? Finding.ok("java", found)
        : Finding.error("java", found, "run Heddle with Java " + JAVA + " or newer");
  }

  private static Finding system() {
    String found =
        "%s %s, %d processors"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
    return Files.isDirectory(Path.of("/proc/self"))
        ? Finding.ok("system", found)
        : Finding.warn(
            "system", found, "programs of a killed worker are found and ended on Linux only");
  }

  private Finding home() {
    if (!Files.exists(home)) {
      return Finding.ok("home", home + " is made at the first start");
    }
    if (!Files.isDirectory(home) || !Files.isWritable(home)) {
      return Finding.error(
          "home", home + " is no directory Heddle can write to", "set HEDDLE_HOME to one");
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(home);
      boolean open =
          permissions.contains(PosixFilePermission.OTHERS_WRITE)
              || permissions.contains(PosixFilePermission.GROUP_WRITE);
      String found = home + " " + PosixFilePermissions.toString(permissions);
      return open
          ? Finding.warn("home", found, "others may write there: chmod go-w " + home)
          : Finding.ok("home", found);
    } catch (IOException | UnsupportedOperationException unknown) {
      return Finding.warn("home", home + ": permissions cannot be read", "");
    }
  }

  private Finding key() {
    if (!environment.getOrDefault("HEDDLE_SECRET_KEY", "").isBlank()) {
      return Finding.ok("key", "given in HEDDLE_SECRET_KEY");
    }
    Path file = home.resolve("secret.key");
    if (!Files.exists(file)) {
      return Finding.ok("key", file + " is made at the first start");
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      String found = file + " " + PosixFilePermissions.toString(permissions);
      return permissions.stream().anyMatch(each -> !each.name().startsWith("OWNER_"))
          ? Finding.error("key", found, "others may read it: chmod 600 " + file)
          : Finding.ok("key", found);
    } catch (IOException | UnsupportedOperationException unknown) {
      return Finding.error("key", file + " cannot be looked at", "give it to who runs Heddle");
    }
  }

  private Finding disk() {
    Path there = home;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      String found = Sizes.of(free) + " free at " + there;
      String advice = "make room, or let old executions go: heddle server --retention 30d";
      if (free < TOO_LITTLE) {
        return Finding.error("disk", found, advice);
      }
      return free < LITTLE ? Finding.warn("disk", found, advice) : Finding.ok("disk", found);
    } catch (IOException unknown) {
      return Finding.warn("disk", "free space cannot be read: " + unknown.getMessage(), "");
    }
  }

  private Finding program(String name, String otherwise) {
    for (String directory :
        environment.getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator, -1)) {
      if (directory.startsWith("/") && Files.isExecutable(Path.of(directory, name))) {
        return Finding.ok(name, Path.of(directory, name).toString());
      }
    }
    return Finding.warn(name, "is not on PATH", otherwise);
  }
}
