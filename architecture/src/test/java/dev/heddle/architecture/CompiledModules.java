package dev.heddle.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The modules of this build, from the root {@code pom.xml}, and their class files. */
final class CompiledModules {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  static final JavaClasses MAIN = imported("target/classes");
  static final JavaClasses TESTS = imported("target/test-classes");

  private CompiledModules() {}

  /** Modules with sources in {@code folder} (such as {@code src/main/java}). */
  static List<Path> withSources(String folder) {
    return modules().stream().filter(module -> Files.isDirectory(module.resolve(folder))).toList();
  }

  private static List<Path> modules() {
    try {
      return MODULE
          .matcher(Files.readString(ROOT.resolve("pom.xml")))
          .results()
          .map((MatchResult match) -> ROOT.resolve(match.group(1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JavaClasses imported(String folder) {
    return new ClassFileImporter()
        .importPaths(
            modules().stream()
                .map(module -> module.resolve(folder))
                .filter(Files::isDirectory)
                .toList());
  }
}
