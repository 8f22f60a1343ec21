package dev.heddle.platform.pack.install;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a repository with git, which gets every argument by itself and may use https and ssh
 * only: no helpers, files, hooks, submodules or links (security row 24).
 */
final class GitFetch {

  private static final int MOST_SAID = 2000;
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Redirect NOTHING = Redirect.from(new File("/dev/null"));

  private static final List<String> SETTINGS =
      List.of(
          "core.hooksPath=/dev/null",
          "core.symlinks=false",
          "core.fsmonitor=false",
          "submodule.recurse=false",
          "fetch.recurseSubmodules=false",
          "credential.helper=",
          "http.followRedirects=false",
          "http.lowSpeedLimit=1000",
          "http.lowSpeedTime=30",
          "transfer.fsckObjects=true");

  private final Map<String, String> environment;
  private final String protocols;
  private final Bounds bounds;

  /**
   * How far a remote is trusted.
   *
   * @param patience with each step
   * @param bytes the most that may lie on the disk
   */
  record Bounds(Duration patience, long bytes) {
    static final Bounds USUAL = new Bounds(Duration.ofMinutes(5), 512L << 20);
  }

  /**
   * @param environment where {@code PATH} and the keys of ssh come from
   */
  GitFetch(Map<String, String> environment) {
    this(environment, "https:ssh");
  }

  /** With other protocols, for tests. */
  GitFetch(Map<String, String> environment, String protocols) {
    this(environment, protocols, Bounds.USUAL);
  }

  GitFetch(Map<String, String> environment, String protocols, Bounds bounds) {
    this.environment = environment;
    this.protocols = protocols;
    this.bounds = bounds;
  }

  /**
   * Puts the files of {@code ref} into {@code target}, an empty directory.
   *
   * @return the commit they are of
   * @throws IOException with what git said
   */
  String fetch(String url, String ref, Path target) throws IOException, InterruptedException {
    return fetch(url, ref, target, List.of());
  }

  /**
   * The same, over https only and from addresses that {@code outgoing} allows: git connects to
   * those that were looked at and asks for no others (security row 25).
   */
  String fetchPublic(String url, String ref, Outgoing outgoing, Path target)
      throws IOException, InterruptedException {
    URI place = URI.create(url);
    String host = place.getHost();
    String addresses =
        outgoing.addresses(host).stream()
            .map(InetAddress::getHostAddress)
            .map(address -> address.contains(":") ? "[" + address + "]" : address)
            .collect(Collectors.joining(","));
    int port = place.getPort() < 0 ? 443 : place.getPort();
    String pinned = "http.curloptResolve=" + host + ":" + port + ":" + addresses;
    return fetch(url, ref, target, List.of(pinned, "http.proxy="));
  }

  private String fetch(String url, String ref, Path target, List<String> settings)
      throws IOException, InterruptedException {
    git(target, settings, "init", "--quiet", "--template=", ".");
    git(target, settings, "fetch", "--quiet", "--depth=1", "--no-tags", "--", url, ref);
    git(target, settings, "checkout", "--quiet", "--detach", "--force", "FETCH_HEAD", "--");
    String commit = git(target, settings, "rev-parse", "--verify", "HEAD");
    if (!COMMIT.matcher(commit).matches()) {
      throw new IOException("git rev-parse: " + commit);
    }
    return commit;
  }

  private String git(Path directory, List<String> settings, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("git"));
    SETTINGS.forEach(setting -> words.addAll(List.of("-c", setting)));
    settings.forEach(setting -> words.addAll(List.of("-c", setting)));
    words.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(NOTHING);
    Map<String, String> variables = builder.environment();
    variables.clear();
    for (String name : List.of("PATH", "HOME", "SSH_AUTH_SOCK", "LANG", "https_proxy")) {
      String value = environment.get(name);
      if (value != null) {
        variables.put(name, value);
      }
    }
    variables.put("GIT_ALLOW_PROTOCOL", protocols);
    variables.put("GIT_CONFIG_NOSYSTEM", "1");
    variables.put("GIT_CONFIG_GLOBAL", "/dev/null");
    variables.put("GIT_TERMINAL_PROMPT", "0");
    variables.put(
        "GIT_SSH_COMMAND", "ssh -o BatchMode=yes -o ConnectTimeout=30 -o ServerAliveInterval=15");
    Process process = builder.start();
    CompletableFuture<String> said = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> said.complete(read(process.getInputStream())));
    try {
      watch(process, directory);
    } finally {
      // Those that git started as well: they hold the connection.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException("git " + arguments[0] + ": " + said.join().strip());
    }
    return said.join().strip();
  }

  /** Waits for its end, as long and while it takes as much room as it may. */
  private void watch(Process process, Path directory) throws IOException, InterruptedException {
    long until = System.nanoTime() + bounds.patience().toNanos();
    boolean ended = false;
    while (!ended) {
      ended = process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      if (size(directory) > bounds.bytes()) {
        throw new IOException("the repository has more than " + (bounds.bytes() >> 20) + " MiB");
      }
      if (!ended && System.nanoTime() > until) {
        throw new IOException("git took longer than " + bounds.patience().toSeconds() + " s");
      }
    }
  }

  /** Files come and go meanwhile; what is gone takes no room. */
  private static long size(Path directory) throws IOException {
    AtomicLong bytes = new AtomicLong();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes.addAndGet(attributes.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes.get();
  }

  /** The beginning of what it says; the rest is read as well, so that it need not wait. */
  private static String read(InputStream output) {
    try {
      byte[] beginning = output.readNBytes(MOST_SAID);
      output.transferTo(OutputStream.nullOutputStream());
      return new String(beginning, StandardCharsets.UTF_8);
    } catch (IOException ended) {
      return "it was ended";
    }
  }
}
