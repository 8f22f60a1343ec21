package dev.heddle.worker.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** The Python of this host, as far as the script worker and small scripts need it. */
final class PythonFiles {

  /** Prints the files that Python needs to import these modules, the interpreter first. */
  private static final String LISTING =
      """
      import glob, os, re, subprocess, sys
      import http.client, json, shutil, signal, socket, tempfile, threading, traceback, urllib.parse
      program = os.path.realpath(sys.executable)
      library = os.path.dirname(os.path.realpath(os.__file__))
      files = {m.__file__ for m in list(sys.modules.values()) if getattr(m, "__file__", None)}
      files |= set(glob.glob(library + "/encodings/*.py")) | set(glob.glob(library + "/_sysconfig*.py"))
      files = {os.path.realpath(f) for f in files if f.startswith((library, program))} | {program}
      for each in [f for f in files if f.endswith(".so") or f == program]:
          said = subprocess.run(["ldd", each], capture_output=True, text=True).stdout
          files |= set(re.findall(r"(/\\S+) \\(0x", said))
      print(program, *sorted(files - {program}), sep="\\n")
      """;

  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  private PythonFiles() {}

  /** An image with {@code python3} and a shell. */
  static byte[] archive() throws IOException, InterruptedException {
    return archive(files(), Map.of());
  }

  /** The same with {@code node}, and with scripts in the directory where commands begin. */
  static byte[] archiveWithNode(Map<String, String> scripts)
      throws IOException, InterruptedException {
    String node = Path.of("/usr/bin/node").toRealPath().toString();
    Process linked = new ProcessBuilder("ldd", node).start();
    String said = new String(linked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Set<String> files = new LinkedHashSet<>(files());
    files.add(node);
    LIBRARY.matcher(said).results().forEach(found -> files.add(found.group(1)));
    return archive(List.copyOf(files), scripts);
  }

  private static List<String> files() throws IOException, InterruptedException {
    Process listing =
        new ProcessBuilder("python3", "-S", "-E", "-c", LISTING)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> files =
        new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    if (listing.waitFor() != 0 || files.isEmpty()) {
      throw new IOException("python3 does not say what it consists of");
    }
    return files;
  }

  private static byte[] archive(List<String> files, Map<String, String> scripts)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (String file : files) {
        add(tar, file, Files.readAllBytes(Path.of(file)));
        if (file.endsWith("/node")) {
          link(tar, "bin/node", file);
        }
      }
      for (Map.Entry<String, String> script : scripts.entrySet()) {
        add(tar, "/" + script.getKey(), script.getValue().getBytes(StandardCharsets.UTF_8));
      }
      add(tar, "/bin/busybox", Files.readAllBytes(Path.of("/bin/busybox")));
      link(tar, "bin/sh", "busybox");
      link(tar, "bin/python3", files.getFirst());
      link(tar, "bin/python", "python3");
    }
    return bytes.toByteArray();
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name.substring(1));
    entry.setSize(content.length);
    entry.setMode(0100755);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static void link(TarArchiveOutputStream tar, String name, String target)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }
}
