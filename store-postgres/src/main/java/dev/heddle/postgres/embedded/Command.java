package dev.heddle.postgres.embedded;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the server's programs; as root inside a user namespace, because PostgreSQL refuses uid 0.
 */
final class Command {
  private static final boolean ROOT = effectiveUserIsRoot();

  private Command() {}

  /** Runs to the end with the given input and returns what was printed. */
  static String run(List<String> command, String input) throws IOException {
    Process process = start(prepare(asOrdinaryUser(command)).redirectErrorStream(true));
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException endedEarly) {
      // Its exit code and output, checked below, say more than the broken pipe does.
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = waitFor(process);
    if (exitCode != 0) {
      throw failure(Path.of(command.getFirst()).getFileName() + " failed", output);
    }
    return output;
  }

  /**
   * Starts a server that outlives this process: in a session of its own (a Ctrl-C in the terminal
   * must not reach it) and without any of our file descriptors.
   */
  static Process startDetached(List<String> command, Path log) throws IOException {
    List<String> detached = new ArrayList<>(List.of("setsid"));
    detached.addAll(asOrdinaryUser(command));
    return start(
        prepare(detached)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
  }

  /** Asks for a fast shutdown: clients are disconnected, data is flushed. Does not wait. */
  static void interrupt(long pid) throws IOException {
    // SIGTERM, all that the JDK can send, would wait for clients to leave by themselves.
    prepare(List.of("/bin/sh", "-c", "kill -INT \"$1\"", "sh", Long.toString(pid)))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The failure, or its better explanation when root may not create user namespaces here. */
  static EmbeddedPostgresException failure(String what, String output) {
    if (ROOT && !userNamespacesWork()) {
      return new EmbeddedPostgresException(
          "PostgreSQL refuses to run as root and this system does not allow 'unshare -U'; run as"
              + " an ordinary user, or set HEDDLE_DATABASE_URL to a PostgreSQL server");
    }
    return new EmbeddedPostgresException(what + ": " + output.strip());
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw failure(
          "the PostgreSQL server cannot be run here; install the package util-linux, or set"
              + " HEDDLE_DATABASE_URL to a PostgreSQL server",
          String.valueOf(e.getMessage()));
    }
  }

  private static ProcessBuilder prepare(List<String> command) {
    var builder = new ProcessBuilder(command);
    // PG* and LD_* variables would change what runs, and our own may hold secrets.
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    builder.directory(new File("/"));
    return builder;
  }

  private static List<String> asOrdinaryUser(List<String> command) {
    if (!ROOT) {
      return command;
    }
    List<String> wrapped = new ArrayList<>(List.of("unshare", "-U"));
    wrapped.addAll(command);
    return wrapped;
  }

  private static boolean userNamespacesWork() {
    try {
      Process probe = prepare(List.of("unshare", "-U", "true")).redirectErrorStream(true).start();
      probe.getInputStream().readAllBytes();
      return waitFor(probe) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int waitFor(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("interrupted while preparing PostgreSQL", e);
    }
  }

  private static boolean effectiveUserIsRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid
          && uid == 0;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
