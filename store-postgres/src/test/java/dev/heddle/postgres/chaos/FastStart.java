package dev.heddle.postgres.chaos;

import dev.heddle.postgres.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts many short-lived processes of one program: a first run, to its orderly end, leaves a cache
 * of its classes to those after it, for which all of them must come from jars. Programs read the
 * address of a database from their first line and end with their input.
 */
final class FastStart {

  private static final long PATIENCE_SECONDS = 120;

  private static @Nullable List<String> command;

  private FastStart() {}

  /**
   * The command line of a program.
   *
   * @param definition a system property
   */
  static synchronized List<String> java(Class<?> program, String definition, String... arguments)
      throws IOException {
    List<String> start = command;
    if (start == null) {
      Path cache = directory().resolve("classes.aot");
      List<String> training = start(jars(), "-XX:AOTCacheOutput=" + cache);
      train(all(training, definition, program, arguments));
      start = start(jars(), "-XX:AOTCache=" + cache);
      command = start;
    }
    return all(start, definition, program, arguments);
  }

  private static List<String> start(String jars, String cache) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        cache,
        "-Xlog:disable",
        "-Xmx96m",
        "-cp",
        jars);
  }

  private static List<String> all(
      List<String> start, String definition, Class<?> program, String... arguments) {
    List<String> all = new ArrayList<>(start);
    all.add(definition);
    all.add(program.getName());
    all.addAll(List.of(arguments));
    return all;
  }

  private static void train(List<String> training) throws IOException {
    try (TestDatabase database = TestDatabase.create()) {
      Process process =
          new ProcessBuilder(training)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (Writer in = process.outputWriter(StandardCharsets.UTF_8)) {
        in.write(database.url() + "\n");
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Of this JVM: another one writes its own. */
  private static Path directory() throws IOException {
    String own = Long.toString(ProcessHandle.current().pid());
    return Files.createDirectories(Path.of("target", "chaos", own).toAbsolutePath());
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
