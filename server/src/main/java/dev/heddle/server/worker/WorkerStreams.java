package dev.heddle.server.worker;

import dev.heddle.dispatch.Fleet;
import dev.heddle.dispatch.FleetSettings;
import dev.heddle.dispatch.Line;
import dev.heddle.dispatch.WorkerSession;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams of workers over WebSocket: moves frames between sockets and the fleet. */
public final class WorkerStreams implements AutoCloseable {

  /** The attribute of an upgrade that says whether its caller is still allowed to be here. */
  public static final String ALLOWED = "heddle.allowed";

  private static final Logger LOG = LoggerFactory.getLogger(WorkerStreams.class);
  private static final long LARGEST_FRAME = 64L << 20;
  private static final int GOING_AWAY = 1001;
  private static final int PROTOCOL_ERROR = 1002;
  private static final int POLICY_VIOLATION = 1008;
  private static final int LONGEST_REASON = 100;

  private final Fleet fleet;
  private final Map<String, Open> open = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  public WorkerStreams(Fleet fleet) {
    this.fleet = fleet;
    Thread.ofVirtual().name("worker-streams").start(this::ask);
  }

  /** A stream, and whether its caller may still be here. */
  private record Open(Session socket, WorkerSession session, BooleanSupplier allowed) {}

  /**
   * Asks every second for each stream, whether or not anything comes: a worker that lost its right
   * to be here gets no attempts any more (ADR 0011).
   */
  private void ask() {
    try {
      while (!closed.await(1, TimeUnit.SECONDS)) {
        open.forEach((id, each) -> {
          if (!isAllowed(each) && open.remove(id, each)) {
            each.session().closed();
            end(each.socket(), POLICY_VIOLATION, "no longer allowed");
          }
        });
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** While it cannot be found out, what was found out last holds. */
  private static boolean isAllowed(Open one) {
    try {
      return one.allowed().getAsBoolean();
    } catch (RuntimeException unknown) {
      LOG.warn("Whether a worker may still be here could not be found out", unknown);
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  /** What happens on a stream that may be opened. */
  public void configure(WsConfig stream) {
    stream.onConnect(this::begin);
    stream.onBinaryMessage(context -> {
      Open one = open.get(context.sessionId());
      if (one != null) {
        one.session().receive(context.data());
      }
    });
    stream.onMessage(context -> end(context.session, PROTOCOL_ERROR, "frames are binary"));
    stream.onClose(this::forget);
    stream.onError(this::forget);
  }

  private void begin(WsContext context) {
    Session socket = context.session;
    socket.setIdleTimeout(FleetSettings.LEASE);
    socket.setMaxBinaryMessageSize(LARGEST_FRAME);
    BooleanSupplier allowed = Objects.requireNonNull(context.attribute(ALLOWED));
    open.put(context.sessionId(), new Open(socket, fleet.open(new SocketLine(socket)), allowed));
  }

  private void forget(WsContext context) {
    Open gone = open.remove(context.sessionId());
    if (gone != null) {
      gone.session().closed();
    }
  }

  private static void end(Session socket, int status, String reason) {
    String shown = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    socket.close(status, shown, Callback.NOOP);
  }

  private record SocketLine(Session socket) implements Line {
    @Override
    public void send(ByteBuffer frame, Runnable sent) {
      socket.sendBinary(frame, Callback.from(sent, _ -> socket.disconnect()));
    }

    @Override
    public void close(Ending why, String reason) {
      end(
          socket,
          switch (why) {
            case GOING_AWAY -> GOING_AWAY;
            case MISUNDERSTOOD -> PROTOCOL_ERROR;
          },
          reason);
    }
  }
}
