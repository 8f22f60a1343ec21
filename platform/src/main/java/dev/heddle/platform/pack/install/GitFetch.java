package dev.heddle.platform.pack.install;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Fetches a repository with git, which gets every argument by itself and may use https and ssh
 * only: no helpers, files, hooks, submodules or links (security row 24).
 */
final class GitFetch {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int MOST_SAID = 2000;
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
          "transfer.fsckObjects=true");

  private final Map<String, String> environment;
  private final String protocols;

  /**
   * @param environment where {@code PATH} and the keys of ssh come from
   */
  GitFetch(Map<String, String> environment) {
    this(environment, "https:ssh");
  }

  /** With other protocols, for tests. */
  GitFetch(Map<String, String> environment, String protocols) {
    this.environment = environment;
    this.protocols = protocols;
  }

  /**
   * Puts the files of {@code ref} into {@code target}, an empty directory.
   *
   * @throws IOException with what git said
   */
  void fetch(String url, String ref, Path target) throws IOException, InterruptedException {
    fetch(url, ref, target, List.of());
  }

  /**
   * The same, over https only and from addresses that {@code outgoing} allows: git connects to
   * those that were looked at and asks for no others (security row 25).
   */
  void fetchPublic(String url, String ref, Outgoing outgoing, Path target)
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
    fetch(url, ref, target, List.of(pinned, "http.proxy="));
  }

  private void fetch(String url, String ref, Path target, List<String> settings)
      throws IOException, InterruptedException {
    git(target, settings, "init", "--quiet", "--template=", ".");
    git(target, settings, "fetch", "--quiet", "--depth=1", "--no-tags", "--", url, ref);
    git(target, settings, "checkout", "--quiet", "--detach", "--force", "FETCH_HEAD", "--");
  }

  private void git(Path directory, List<String> settings, String... arguments)
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
    variables.put("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
    Process process = builder.start();
    byte[] output = process.getInputStream().readNBytes(MOST_SAID);
    process.getInputStream().transferTo(OutputStream.nullOutputStream());
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("git took longer than " + PATIENCE.toMinutes() + " minutes");
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "git " + arguments[0] + ": " + new String(output, StandardCharsets.UTF_8).strip());
    }
  }
}
