package dev.heddle.postgres.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another program that uses the server of a home; line by line it says what it did. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final PrintWriter in;

  private ChildJvm(ProcessBuilder builder) throws IOException {
    process = builder.start();
    out = process.inputReader(StandardCharsets.UTF_8);
    in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  /** Starts it; it opens the server at once. */
  static ChildJvm start(Path home) throws IOException {
    return new ChildJvm(command(home));
  }

  /** Starts it where no other program can be found. */
  static ChildJvm startWithoutPath(Path home) throws IOException {
    ProcessBuilder command = command(home);
    command.environment().put("PATH", home.resolve("nothing").toString());
    return new ChildJvm(command);
  }

  private static ProcessBuilder command(Path home) {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ChildJvm.class.getName(),
            home.toString())
        .redirectErrorStream(true);
  }

  /** The next line it printed: {@code port N} after opening, {@code closed} after closing. */
  String nextLine() throws IOException {
    return String.valueOf(out.readLine());
  }

  /** Lets it close its share and waits for its end. */
  void leave() throws IOException, InterruptedException {
    in.println("close");
    nextLine();
    process.waitFor();
  }

  /** Ends it the hard way. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  static void main(String[] arguments) throws IOException {
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var server = EmbeddedPostgres.open(Path.of(arguments[0]), message -> {})) {
      System.out.println("port " + server.port());
      if (commands.readLine() == null) {
        return;
      }
    } catch (EmbeddedPostgresException e) {
      System.out.println(e.getMessage());
      return;
    }
    System.out.println("closed");
  }
}
