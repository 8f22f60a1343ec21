package dev.heddle.server.notification;

import dev.heddle.platform.access.Principal;
import dev.heddle.platform.notification.Notifications;
import dev.heddle.server.http.Exchange;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** The streams of notifications over WebSocket (S1-174). */
public final class NotificationStreams implements AutoCloseable {

  /** The attribute of an upgrade that says whether its caller is still allowed to be here. */
  public static final String ALLOWED = "heddle.allowed";

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int LOOKS_PER_BEAT = 10;
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final int LARGEST_MESSAGE = 16 << 10;
  private static final int POLICY_VIOLATION = 1008;
  private static final int TRY_AGAIN_LATER = 1013;
  private static final int NOT_ACCEPTABLE = 1003;

  private final Notifications notifications;
  private final int most;
  private final Map<String, Open> open = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * The streams of one server.
   *
   * @param most how many may be open at once
   */
  public NotificationStreams(Notifications notifications, int most) {
    this.notifications = notifications;
    this.most = most;
    Thread.ofVirtual().name("notification-streams").start(this::look);
  }

  private record Open(NotificationStream stream, Session socket, BooleanSupplier allowed) {}

  public int count() {
    return open.size();
  }

  /** What happens on a stream that may be opened. */
  public void configure(WsConfig stream) {
    stream.onConnect(this::begin);
    stream.onMessage(context -> {
      Open one = open.get(context.sessionId());
      if (one != null) {
        one.stream().receive(context.message());
      }
    });
    stream.onBinaryMessage(context -> end(context.session, NOT_ACCEPTABLE, "messages are texts"));
    stream.onClose(this::forget);
    stream.onError(this::forget);
  }

  private void begin(WsContext context) {
    Session socket = context.session;
    if (open.size() >= most) {
      end(socket, TRY_AGAIN_LATER, most + " streams are open");
      return;
    }
    socket.setIdleTimeout(SILENCE);
    socket.setMaxTextMessageSize(LARGEST_MESSAGE);
    Principal caller = Objects.requireNonNull(context.attribute(Exchange.CALLER));
    BooleanSupplier allowed = Objects.requireNonNull(context.attribute(ALLOWED));
    NotificationStream stream =
        new NotificationStream(notifications, caller, new SocketLine(socket));
    open.put(context.sessionId(), new Open(stream, socket, allowed));
    stream.welcome();
  }

  private void forget(WsContext context) {
    Open gone = open.remove(context.sessionId());
    if (gone != null) {
      gone.stream().closed();
    }
  }

  /** Who lost its rights is cut off, who is gone is found out. */
  private void look() {
    try {
      for (int looks = 1; !closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS); looks++) {
        for (Open one : open.values()) {
          if (!isAllowed(one)) {
            end(one.socket(), POLICY_VIOLATION, "no longer allowed");
          } else if (looks % LOOKS_PER_BEAT == 0) {
            one.socket().sendPing(ByteBuffer.allocate(0), Callback.NOOP);
          }
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isAllowed(Open one) {
    try {
      return one.allowed().getAsBoolean();
    } catch (RuntimeException unknown) {
      return false;
    }
  }

  private static void end(Session socket, int status, String reason) {
    socket.close(status, reason, Callback.NOOP);
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private record SocketLine(Session socket) implements NotificationStream.Line {
    @Override
    public void send(String text, Runnable sent) {
      socket.sendText(text, Callback.from(sent, _ -> socket.disconnect()));
    }

    @Override
    public void tooSlow() {
      end(socket, TRY_AGAIN_LATER, "too slow; come back after the last id");
    }
  }
}
