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
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** The streams of workers over WebSocket: moves frames between sockets and the fleet. */
public final class WorkerStreams {

  /** The attribute of an upgrade that says whether its caller is still allowed to be here. */
  public static final String ALLOWED = "heddle.allowed";

  private static final long LARGEST_FRAME = 64L << 20;
  private static final long ASK_NANOS = 5_000_000_000L;
  private static final int GOING_AWAY = 1001;
  private static final int PROTOCOL_ERROR = 1002;
  private static final int POLICY_VIOLATION = 1008;
  private static final int LONGEST_REASON = 100;

  private final Fleet fleet;
  private final Map<String, Open> open = new ConcurrentHashMap<>();

  public WorkerStreams(Fleet fleet) {
    this.fleet = fleet;
  }

  /** A stream, and when its caller was last checked. */
  private static final class Open {
    private final WorkerSession session;
    private final BooleanSupplier allowed;
    private long askedAt = System.nanoTime();

    Open(WorkerSession session, BooleanSupplier allowed) {
      this.session = session;
      this.allowed = allowed;
    }

    boolean isAllowed() {
      long now = System.nanoTime();
      if (now - askedAt < ASK_NANOS) {
        return true;
      }
      askedAt = now;
      return allowed.getAsBoolean();
    }
  }

  /** What happens on a stream that may be opened. */
  public void configure(WsConfig stream) {
    stream.onConnect(this::begin);
    stream.onBinaryMessage(context -> {
      Open one = open.get(context.sessionId());
      if (one == null) {
        return;
      }
      if (!one.isAllowed()) {
        end(context.session, POLICY_VIOLATION, "no longer allowed");
        return;
      }
      one.session.receive(context.data());
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
    open.put(context.sessionId(), new Open(fleet.open(new SocketLine(socket)), allowed));
  }

  private void forget(WsContext context) {
    Open gone = open.remove(context.sessionId());
    if (gone != null) {
      gone.session.closed();
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
