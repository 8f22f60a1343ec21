package dev.heddle.worker.remote;

import dev.heddle.dispatch.wire.Frames;
import dev.heddle.dispatch.wire.ToServer;
import dev.heddle.dispatch.wire.ToWorker;
import dev.heddle.dispatch.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way to one server: one stream, opened again whenever it breaks. What is said while a frame is
 * on its way is collected into the next; what is said in answer to a frame leaves as one.
 */
final class Link {

  private static final Logger LOG = System.getLogger(Link.class.getName());
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final int LARGEST_FRAME = 64 << 20;
  private static final int MOST_LINES_WAITING = 5_000;
  private static final int PROTOCOL_ERROR = 1002;

  final URI server;
  private final HttpClient http;
  private final RemoteSettings settings;
  private final Roster roster;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<Integer, ToWorker.Introduced> actions = new HashMap<>();

  private List<ToServer> waiting = new ArrayList<>();
  private List<ToServer> encoding = List.of();
  private int encoded;
  private boolean sending;
  private @Nullable WebSocket stream;
  private @Nullable Conversation current;
  private @Nullable Thread receiving;
  private boolean everOpened;
  private volatile long heardAt;

  /** Who is at the other end; guarded by the roster. */
  @Nullable String peer;

  /** The capacity the server was told last; guarded by the roster. */
  int toldCapacity;

  Link(URI server, HttpClient http, RemoteSettings settings, Roster roster) {
    this.server = server;
    this.http = http;
    this.settings = settings;
    this.roster = roster;
  }

  void start() {
    Thread.ofVirtual().name("link " + server).start(this::keepOpen);
  }

  private void keepOpen() {
    Duration pause = FIRST_PAUSE;
    try {
      while (!isClosed()) {
        Conversation conversation = new Conversation();
        if (open(conversation)) {
          pause = FIRST_PAUSE;
          conversation.ended.await();
          lost();
        }
        long millis = ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis());
        closed.await(millis, TimeUnit.MILLISECONDS);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(settings.patience()) < 0 ? doubled : settings.patience();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private boolean open(Conversation conversation) {
    WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(CONNECT);
    settings.token().ifPresent(token -> builder.header("Authorization", "Bearer " + token));
    try {
      builder.buildAsync(Addresses.stream(server), conversation).join();
      return true;
    } catch (CompletionException failed) {
      refused(failed.getCause() == null ? failed : failed.getCause());
      return false;
    }
  }

  private void refused(Throwable cause) {
    if (cause instanceof WebSocketHandshakeException handshake) {
      int status = handshake.getResponse().statusCode();
      String message =
          switch (status) {
            case 401 -> server + " does not know this worker: give it a valid token";
            case 403 -> server + " does not allow this identity to be a worker";
            case 404, 426 -> server + " has no stream for workers: is it a Heddle server?";
            default -> server + " refused the stream with status " + status;
          };
      if (!everOpened && (status == 401 || status == 403 || status == 404)) {
        roster.giveUp(message);
        close();
      } else {
        LOG.log(Level.WARNING, message + "; trying again");
      }
      return;
    }
    LOG.log(Level.INFO, server + " cannot be reached; trying again (" + cause + ")");
  }

  /** Adds a message for the next frame, and sends that unless one is on its way. */
  void send(ToServer message) {
    boolean now;
    synchronized (this) {
      if (stream == null) {
        return;
      }
      waiting.add(message);
      now = !Thread.currentThread().equals(receiving);
    }
    if (now) {
      flush();
    }
  }

  /** As {@link #send}; waits while too many lines lie here, so that a flood slows its printer. */
  void sendLine(ToServer.Logged line) {
    synchronized (this) {
      try {
        while (stream != null
            && waiting.size() > MOST_LINES_WAITING
            && !Thread.currentThread().equals(receiving)) {
          wait(1_000);
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
    send(line);
  }

  void flush() {
    WebSocket to;
    ByteBuffer frame;
    synchronized (this) {
      to = stream;
      if (sending || to == null) {
        return;
      }
      frame = nextFrame();
      sending = frame != null;
    }
    if (frame != null) {
      var _ = to.sendBinary(frame, true).whenComplete((_, failed) -> sent(to, failed));
    }
  }

  private @Nullable ByteBuffer nextFrame() {
    if (encoded == encoding.size()) {
      if (waiting.isEmpty()) {
        return null;
      }
      encoding = waiting;
      encoded = 0;
      waiting = new ArrayList<>();
      notifyAll();
    }
    Frames.Frame frame = Frames.toServer(encoding, encoded);
    encoded = frame.next();
    return frame.bytes();
  }

  private void sent(WebSocket on, @Nullable Throwable failed) {
    synchronized (this) {
      if (!on.equals(stream)) {
        return;
      }
      sending = false;
      notifyAll();
    }
    if (failed != null) {
      abort(on);
      return;
    }
    flush();
  }

  /** Nobody is told of the end of a stream that we break ourselves. */
  private void abort(WebSocket on) {
    on.abort();
    Conversation broken;
    synchronized (this) {
      broken = current;
    }
    if (broken != null) {
      broken.ended.countDown();
    }
  }

  private void lost() {
    synchronized (this) {
      stream = null;
      sending = false;
      waiting = new ArrayList<>();
      encoding = List.of();
      encoded = 0;
      actions.clear();
      notifyAll();
    }
    roster.detached(this);
  }

  Optional<ToWorker.Introduced> action(int number) {
    return Optional.ofNullable(actions.get(number));
  }

  synchronized boolean isOpen() {
    return stream != null;
  }

  /** Gives a sign of life, and breaks a stream on which nothing has been heard for too long. */
  void beat(Duration beat) {
    WebSocket on;
    synchronized (this) {
      on = stream;
    }
    if (on == null) {
      return;
    }
    if (System.nanoTime() - heardAt > 3 * beat.toNanos()) {
      LOG.log(Level.WARNING, server + " has been silent for too long; connecting again");
      abort(on);
      return;
    }
    send(new ToServer.Beat());
  }

  /** Waits until everything that was said has left. */
  synchronized void awaitSent(long deadline) {
    try {
      long left = deadline - System.nanoTime();
      while (stream != null && (sending || !waiting.isEmpty()) && left > 0) {
        wait(Math.max(1, left / 1_000_000));
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the stream; what has not left yet is lost. */
  void close() {
    closed.countDown();
    WebSocket on;
    synchronized (this) {
      on = stream;
    }
    if (on != null) {
      var _ = on.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((_, _) -> abort(on));
    }
  }

  /** One stream, from its opening to its end. */
  private final class Conversation implements WebSocket.Listener {

    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable ByteArrayOutputStream parts;

    @Override
    public void onOpen(WebSocket on) {
      synchronized (Link.this) {
        stream = on;
        current = this;
        sending = false;
        everOpened = true;
      }
      heardAt = System.nanoTime();
      roster.opened(Link.this);
      flush();
      on.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket on, ByteBuffer data, boolean last) {
      heardAt = System.nanoTime();
      try {
        if (last && parts == null) {
          receive(data);
        } else {
          collect(data, last);
        }
      } catch (WireException | IOException notOurs) {
        roster.giveUp(server + " said what cannot be understood: " + notOurs.getMessage());
        abort(on);
      }
      on.request(1);
      return null;
    }

    private void collect(ByteBuffer data, boolean last) throws IOException {
      ByteArrayOutputStream all = parts == null ? new ByteArrayOutputStream() : parts;
      byte[] part = new byte[data.remaining()];
      data.get(part);
      all.write(part);
      if (all.size() > LARGEST_FRAME) {
        throw new WireException("a frame is too large");
      }
      parts = last ? null : all;
      if (last) {
        receive(ByteBuffer.wrap(all.toByteArray()));
      }
    }

    private void receive(ByteBuffer frame) {
      synchronized (Link.this) {
        receiving = Thread.currentThread();
      }
      try {
        for (ToWorker message : Frames.readToWorker(frame)) {
          if (message instanceof ToWorker.Introduced introduced) {
            actions.put(introduced.number(), introduced);
          } else {
            roster.take(Link.this, message);
          }
        }
      } finally {
        synchronized (Link.this) {
          receiving = null;
        }
        roster.tellCapacity();
        flush();
      }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket on, int status, String reason) {
      if (status == PROTOCOL_ERROR) {
        roster.giveUp(server + " ended the stream: " + reason);
        Link.this.close();
      }
      ended.countDown();
      return null;
    }

    @Override
    public void onError(WebSocket on, Throwable broken) {
      LOG.log(Level.DEBUG, "The stream to " + server + " broke", broken);
      ended.countDown();
    }
  }
}
