package dev.heddle.postgres.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A program of tests in a process of its own, to be told lines, to say lines and to be killed. */
public final class ChildProgram implements AutoCloseable {

  private final Process process;
  private final PrintWriter in;
  private final Thread reader;
  private final Consumer<String> ear;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /**
   * Starts it.
   *
   * @param first the line it is told first; arguments are seen by others
   * @param ear hears each line it says
   */
  public ChildProgram(Class<?> program, String first, Consumer<String> ear) throws IOException {
    this.ear = ear;
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName())
            .redirectErrorStream(true)
            .start();
    in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    reader = Thread.ofVirtual().name("child").start(this::read);
    say(first);
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.add(line);
        ear.accept(line);
      }
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
  }

  /** Tells it a line; lost if it has ended. */
  public void say(String line) {
    in.println(line);
  }

  /** Whether it has said a line. */
  public boolean has(String line) {
    return said.contains(line);
  }

  /** Waits until it has said a line. */
  public void await(String line) {
    while (!has(line)) {
      check();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  /** Fails if it has ended by itself. */
  public void check() {
    if (!reader.isAlive()) {
      throw new AssertionError("it has ended, having said " + said);
    }
  }

  /** SIGKILL; what it had said by then has been heard. */
  public void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
    try {
      reader.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
