package dev.heddle.worker.remote;

import dev.heddle.dispatch.content.Digests;
import dev.heddle.dispatch.content.FileList;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files of packs on this host, by the digest of their list. A directory appears with all its files
 * or not at all; every file is held to its digest.
 */
final class PackCache implements Beginnings.PackFetcher {

  private static final Duration UNUSED = Duration.ofDays(30);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path root;
  private final HttpClient http;
  private final Optional<String> token;
  private final Map<String, Object> locks = new HashMap<>();

  PackCache(Path root, HttpClient http, Optional<String> token) {
    this.root = root;
    this.http = http;
    this.token = token;
  }

  /** Removes what nobody has used for long; when the worker starts. */
  void tidy() throws IOException {
    Files.createDirectories(
        root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Instant oldest = Instant.now().minus(UNUSED);
    List<Path> kept;
    try (Stream<Path> all = Files.list(root)) {
      kept = all.toList();
    }
    for (Path directory : kept) {
      if (Files.getLastModifiedTime(directory).toInstant().isBefore(oldest)) {
        delete(directory);
      }
    }
  }

  @Override
  public Path directory(Link from, String digest)
      throws IOException, InterruptedException, Beginnings.GoneException {
    if (!Digests.isDigest(digest)) {
      throw new IOException("the server named no digest");
    }
    Object lock;
    synchronized (locks) {
      lock = locks.computeIfAbsent(digest, _ -> new Object());
    }
    synchronized (lock) {
      Path directory = root.resolve(digest);
      if (Files.isDirectory(directory)) {
        Files.setLastModifiedTime(directory, FileTime.from(Instant.now()));
      } else {
        unpack(from.server, digest, directory);
      }
      return directory;
    }
  }

  private void unpack(URI server, String digest, Path directory)
      throws IOException, InterruptedException, Beginnings.GoneException {
    FileList files;
    try {
      files = FileList.read(fetch(server, digest, FileList.LONGEST_TEXT));
    } catch (IllegalArgumentException notOne) {
      throw new IOException(notOne.getMessage(), notOne);
    }
    Path draft = Files.createTempDirectory(root, "draft-");
    try {
      for (FileList.Entry entry : files.entries()) {
        write(server, entry, draft);
      }
      move(draft, directory);
    } finally {
      delete(draft);
    }
  }

  private void write(URI server, FileList.Entry entry, Path draft)
      throws IOException, InterruptedException, Beginnings.GoneException {
    Path file = draft.resolve(entry.path()).normalize();
    if (!file.startsWith(draft)) {
      throw new IOException("a file of the pack lies outside of it");
    }
    Files.createDirectories(file.getParent());
    byte[] content = fetch(server, entry.digest(), (int) entry.size());
    if (content.length != entry.size()) {
      throw new IOException("a file of the pack has another size than its list says");
    }
    Files.write(file, content);
    String rights = entry.executable() ? "r-x------" : "r--------";
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }

  private static void move(Path draft, Path directory) throws IOException {
    try {
      Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException another) {
      // a second worker on this host was faster, with the same files
    }
  }

  private byte[] fetch(URI server, String digest, int most)
      throws IOException, InterruptedException, Beginnings.GoneException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(Addresses.content(server, digest)).timeout(PATIENCE).GET();
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    HttpResponse<InputStream> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() == 404) {
        throw new Beginnings.GoneException("the server has other files by now; it is given back");
      }
      if (response.statusCode() != 200) {
        throw new IOException("the server answered with status " + response.statusCode());
      }
      byte[] content = body.readNBytes(most + 1);
      if (content.length > most || !Digests.of(content).equals(digest)) {
        throw new IOException("the server sent something else than was asked for");
      }
      return content;
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> inside = Files.walk(directory)) {
      all = inside.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
