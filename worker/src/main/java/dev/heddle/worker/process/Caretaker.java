package dev.heddle.worker.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.BitSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends the programs that a killed worker left, so that they do not run beside the attempts that
 * repeat theirs. It is a shell that sleeps on a pipe until the worker is gone, however it went.
 *
 * <p>What runs stands in a small file mapped into memory, which outlives the worker: entering a
 * program costs a few bytes, no call and no wake-up. A program is entered before it is started and
 * found by a variable in its environment, so that none is missed.
 */
final class Caretaker implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Caretaker.class.getName());

  static final int PLACES = 1_024;
  private static final String MARK = EnvironmentNames.PROGRAM + "=";

  private static final int PLACE = 48;

  /** What a dying parent was about to start appears a moment later, so it looks again. */
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      read -r line
      marks=$(grep -x "$2[0-9a-f]\\{16\\}-[0-9]\\{10\\}" "$1")
      rm -f "$1"
      quiet=0
      while [ -n "$marks" ] && [ "$quiet" -lt 3 ]; do
        quiet=$((quiet + 1))
        for found in $(echo "$marks" | grep -lsF -f - /proc/[0-9]*/environ); do
          quiet=0
          pid=${found#/proc/}
          pid=${pid%/environ}
          kill -KILL "-$pid"
          kill -KILL "$pid"
        done
        sleep 0.1
      done
      """;

  private final Process shell;
  private final MappedByteBuffer places;
  private final BitSet taken = new BitSet(PLACES);
  private final String worker;
  private long count;

  private Caretaker(Process shell, MappedByteBuffer places) {
    this.shell = shell;
    this.places = places;
    this.worker = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  }

  /** Starts to watch over this process; null, and a word in the log, where that is impossible. */
  static @Nullable Caretaker start(Path setsid) {
    try {
      Path file =
          Files.createTempFile(
              "heddle-programs-",
              "",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return new Caretaker(shell(setsid, file), map(file));
    } catch (IOException failed) {
      LOG.log(
          System.Logger.Level.WARNING,
          "if this process is killed, the programs it runs will go on: " + failed.getMessage());
      return null;
    }
  }

  private static MappedByteBuffer map(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer places = channel.map(MapMode.READ_WRITE, 0, (long) PLACES * PLACE);
      places.put("\n".repeat(PLACES * PLACE).getBytes(StandardCharsets.US_ASCII));
      return places;
    }
  }

  /** In a session of its own, where signals meant for the worker's group do not reach it. */
  private static Process shell(Path setsid, Path file) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            setsid.toString(), "/bin/sh", "-c", SCRIPT, "heddle-caretaker", file.toString(), MARK);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
    return builder
        .directory(Path.of("/").toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Enters a program that is about to start. */
  synchronized Entry enter() {
    int place = taken.nextClearBit(0);
    // All marks are equally long, so none is the beginning of another.
    String mark = "%s-%010d".formatted(worker, ++count);
    if (place < PLACES) {
      taken.set(place);
      write(place, MARK + mark);
    }
    return new Entry(mark, place);
  }

  private synchronized void leave(int place) {
    if (place < PLACES) {
      write(place, "");
      taken.clear(place);
    }
  }

  private void write(int place, String text) {
    byte[] bytes = (text + "\n".repeat(PLACE - text.length())).getBytes(StandardCharsets.US_ASCII);
    places.put(place * PLACE, bytes);
  }

  /** Sends it away: it ends what is still entered, which after an orderly end is nothing. */
  @Override
  public void close() {
    try (OutputStream pipe = shell.getOutputStream()) {
      pipe.flush();
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "the caretaker had gone before", gone);
    }
  }

  /** A program that runs, until closed. */
  final class Entry implements AutoCloseable {
    private final String mark;
    private final int place;

    private Entry(String mark, int place) {
      this.mark = mark;
      this.place = place;
    }

    /** What the variable {@link EnvironmentNames#PROGRAM} must say. */
    String mark() {
      return mark;
    }

    @Override
    public void close() {
      leave(place);
    }
  }
}
