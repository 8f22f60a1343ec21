package dev.heddle.postgres.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts many short-lived processes of one program: the first leaves a cache of its classes to
 * those after it, for which all of them must come from jars.
 */
final class FastStart {

  private static @Nullable String jars;

  private FastStart() {}

  /**
   * The command line of a program.
   *
   * @param definition a system property
   */
  static synchronized List<String> java(Class<?> program, String definition, String... arguments)
      throws IOException {
    if (jars == null) {
      jars = jars();
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:SharedArchiveFile=" + directory().resolve("classes.jsa"),
                "-XX:+AutoCreateSharedArchive",
                "-Xlog:cds*=off",
                "-Xmx96m",
                definition,
                "-cp",
                jars,
                program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Path directory() throws IOException {
    return Files.createDirectories(Path.of("target", "chaos").toAbsolutePath());
  }

  private static String jars() throws IOException {
    List<String> elements = new ArrayList<>();
    for (String element : System.getProperty("java.class.path").split(":", -1)) {
      Path path = Path.of(element);
      if (Files.isDirectory(path)) {
        Path jar = directory().resolve("classes" + elements.size() + ".jar");
        pack(path, jar);
        elements.add(jar.toString());
      } else {
        elements.add(element);
      }
    }
    return String.join(":", elements);
  }

  private static void pack(Path directory, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) files::iterator) {
        String name = directory.relativize(path).toString();
        if (Files.isRegularFile(path)) {
          out.putNextEntry(new JarEntry(name));
          Files.copy(path, out);
        } else if (!name.isEmpty()) {
          out.putNextEntry(new JarEntry(name + "/")); // resources are looked up by directory
        }
      }
    }
  }
}
