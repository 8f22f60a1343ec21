package dev.heddle.dispatch;

import dev.heddle.dispatch.wire.Frames;
import dev.heddle.dispatch.wire.ToServer;
import dev.heddle.dispatch.wire.ToWorker;
import dev.heddle.dispatch.wire.WireException;
import dev.heddle.dispatch.wire.Work;
import dev.heddle.engine.port.ApiAccess;
import dev.heddle.engine.port.Assignment;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stream to a worker, without sockets: is fed frames and hands frames to its line. What is said
 * while a frame is on its way is collected into the next.
 */
public final class WorkerSession {

  private static final int MOST_INTRODUCED = 10_000;

  private final Fleet fleet;
  private final Line line;
  private final IdentityHashMap<Action, ToWorker.Introduced> introduced = new IdentityHashMap<>();
  private List<Object> waiting = new ArrayList<>();
  private List<ToWorker> encoding = List.of();
  private int encoded;
  private boolean sending;
  private boolean closed;

  /** The worker at the other end, once it has said hello; guarded by the book. */
  @Nullable Member member;

  WorkerSession(Fleet fleet, Line line) {
    this.fleet = fleet;
    this.line = line;
  }

  /** Takes in a frame; frames come one after the other. */
  public void receive(ByteBuffer frame) {
    try {
      for (ToServer message : Frames.readToServer(frame)) {
        fleet.take(this, message);
      }
    } catch (WireException notOurs) {
      end(Line.Ending.MISUNDERSTOOD, String.valueOf(notOurs.getMessage()));
    }
    fleet.flush();
  }

  /** The stream has ended, by either side or an accident. */
  public void closed() {
    synchronized (this) {
      closed = true;
    }
    fleet.detach(this);
    fleet.flush();
  }

  void end(Line.Ending why, String reason) {
    line.close(why, reason);
  }

  synchronized void add(ToWorker message) {
    waiting.add(message);
  }

  /** Adds the assignment of a lease that the worker has just been given. */
  synchronized void add(Lease lease) {
    waiting.add(lease);
  }

  /**
   * Sends what was added, unless a frame is on its way: then that happens when it has arrived.
   * Whoever begins to send is alone with what is being encoded until the frame has left.
   */
  void flush() {
    List<Object> said;
    synchronized (this) {
      boolean more = encoded < encoding.size();
      if (sending || closed || (!more && waiting.isEmpty())) {
        return;
      }
      sending = true;
      said = more ? List.of() : waiting;
      waiting = more ? waiting : new ArrayList<>();
    }
    if (readsFiles(said)) {
      fleet.later(() -> send(said));
    } else {
      send(said);
    }
  }

  /** To say what a program consists of, its pack is looked through: not on an engine's thread. */
  private static boolean readsFiles(List<Object> said) {
    for (Object each : said) {
      if (each instanceof Lease lease
          && lease.assignment.action().executor() instanceof Executor.Program) {
        return true;
      }
    }
    return false;
  }

  private void send(List<Object> said) {
    if (!said.isEmpty()) {
      encoding = resolve(said);
      encoded = 0;
    }
    if (encoded == encoding.size()) {
      sent();
      return;
    }
    Frames.Frame frame = Frames.toWorker(encoding, encoded);
    encoded = frame.next();
    line.send(frame.bytes(), this::sent);
  }

  private void sent() {
    synchronized (this) {
      sending = false;
    }
    flush();
  }

  private List<ToWorker> resolve(List<Object> said) {
    List<ToWorker> messages = new ArrayList<>(said.size());
    for (Object each : said) {
      switch (each) {
        case ToWorker message -> messages.add(message);
        case Lease lease -> assign(lease, messages);
        default -> throw new IllegalStateException("only messages and leases are added");
      }
    }
    return messages;
  }

  private void assign(Lease lease, List<ToWorker> messages) {
    Assignment assignment = lease.assignment;
    if (lease.token == null) {
      return;
    }
    try {
      messages.add(
          new ToWorker.Assigned(
              assignment.attempt(),
              lease.token,
              assignment.workflow(),
              assignment.task(),
              introduce(assignment.action(), messages),
              assignment.input(),
              assignment.timeout(),
              assignment.environment(),
              assignment.api().map(ApiAccess::token)));
    } catch (IOException failed) {
      fleet.refuse(lease, String.valueOf(failed.getMessage()));
    }
  }

  /** The number of an action on this stream; the files of a program may have changed meanwhile. */
  private int introduce(Action action, List<ToWorker> messages) throws IOException {
    ToWorker.Introduced known = introduced.get(action);
    if (known != null && !(known.work() instanceof Work.Program)) {
      return known.number();
    }
    Work work = fleet.works().of(action);
    if (known != null && known.work().equals(work)) {
      return known.number();
    }
    if (introduced.size() == MOST_INTRODUCED) {
      introduced.clear();
    }
    int number = known == null ? introduced.size() : known.number();
    ToWorker.Introduced now = new ToWorker.Introduced(number, action.ref(), work);
    introduced.put(action, now);
    messages.add(now);
    return number;
  }
}
