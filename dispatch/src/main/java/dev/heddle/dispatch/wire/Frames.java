package dev.heddle.dispatch.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages as bytes: a frame is any number of messages, each a byte that says which and its fields
 * in order. Values keep their secret marks.
 */
public final class Frames {

  /** Bytes after which a frame is closed and the next one begun. */
  private static final int FULL = 1 << 18;

  private Frames() {}

  /**
   * Writes messages from {@code from} on, as many as make one frame.
   *
   * @return the frame and the position of the first message that is not in it
   */
  public static Frame toServer(List<ToServer> messages, int from) {
    WireWriter out = new WireWriter();
    int next = from;
    while (next < messages.size() && out.length() < FULL) {
      ToServerBytes.write(out, messages.get(next++));
    }
    return new Frame(out.toBuffer(), next);
  }

  /** As {@link #toServer}. */
  public static Frame toWorker(List<ToWorker> messages, int from) {
    WireWriter out = new WireWriter();
    int next = from;
    while (next < messages.size() && out.length() < FULL) {
      ToWorkerBytes.write(out, messages.get(next++));
    }
    return new Frame(out.toBuffer(), next);
  }

  /** Bytes to send. */
  public record Frame(ByteBuffer bytes, int next) {}

  /**
   * Reads what {@link #toServer} wrote.
   *
   * @throws WireException if it did not
   */
  public static List<ToServer> readToServer(ByteBuffer bytes) {
    WireReader in = new WireReader(bytes);
    List<ToServer> messages = new ArrayList<>();
    while (in.hasMore()) {
      messages.add(ToServerBytes.read(in));
    }
    return messages;
  }

  /**
   * Reads what {@link #toWorker} wrote.
   *
   * @throws WireException if it did not
   */
  public static List<ToWorker> readToWorker(ByteBuffer bytes) {
    WireReader in = new WireReader(bytes);
    List<ToWorker> messages = new ArrayList<>();
    while (in.hasMore()) {
      messages.add(ToWorkerBytes.read(in));
    }
    return messages;
  }
}
