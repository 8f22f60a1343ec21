package dev.heddle.cli;

import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** {@code heddle server} as a process of its own. */
final class ServerProcess implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);
  private static final String LISTENS = "heddle listens on ";

  private final Process process;
  private final Path log;
  private final URI address;

  private ServerProcess(Process process, Path log, URI address) {
    this.process = process;
    this.log = log;
    this.address = address;
  }

  /** Starts it on any free port, open to everybody; returns when it answers. */
  static ServerProcess start(Map<String, String> environment, Path log, String... options)
      throws IOException {
    List<String> open = new ArrayList<>(List.of("--no-auth"));
    open.addAll(List.of(options));
    return startGuarded(environment, log, open.toArray(String[]::new));
  }

  /** As {@link #start}, but it asks who calls. */
  static ServerProcess startGuarded(Map<String, String> environment, Path log, String... options)
      throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "server",
                "--port",
                "0"));
    words.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(words).redirectError(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null || !line.startsWith(LISTENS)) {
      process.destroyForcibly();
      throw new AssertionError(
          "the server said " + line + ": " + java.nio.file.Files.readString(log));
    }
    return new ServerProcess(process, log, URI.create(line.substring(LISTENS.length())));
  }

  URI address() {
    return address;
  }

  Path log() {
    return log;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address.resolve(path)).GET());
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
  }

  /** The data of an answer. */
  MapValue data(String path) throws IOException, InterruptedException {
    return (MapValue) ((MapValue) Json.read(get(path).body())).getOr("data", MapValue.EMPTY);
  }

  /** Asks it to stop, as an init system does. */
  void terminate() {
    process.destroy();
  }

  /** Whether it ends by itself within a time. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Its exit code, awaited. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the server still runs, see " + log);
    }
    return process.exitValue();
  }

  /** Waits for something that is about to happen elsewhere. */
  static void await(String what, BooleanSupplier happened) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("in vain waited for " + what);
      }
      CompletableFuture.runAsync(() -> {}, LATER).join();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
