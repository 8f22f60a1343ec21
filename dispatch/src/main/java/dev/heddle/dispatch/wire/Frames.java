package dev.heddle.dispatch.wire;

import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.placement.Toleration;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
      write(out, messages.get(next++));
    }
    return new Frame(out.toBuffer(), next);
  }

  /** As {@link #toServer}. */
  public static Frame toWorker(List<ToWorker> messages, int from) {
    WireWriter out = new WireWriter();
    int next = from;
    while (next < messages.size() && out.length() < FULL) {
      write(out, messages.get(next++));
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
      messages.add(readServerMessage(in));
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
      messages.add(readWorkerMessage(in));
    }
    return messages;
  }

  private static void write(WireWriter out, ToServer message) {
    switch (message) {
      case ToServer.Hello hello -> {
        out.octet(1);
        out.number(hello.version());
        profile(out, hello.worker());
        out.list(hello.holding(), Frames::held);
        out.list(hello.connected(), WireWriter::text);
      }
      case ToServer.Present present -> {
        out.octet(2);
        out.number(present.call());
        out.list(present.holding(), Frames::held);
      }
      case ToServer.Started started -> {
        out.octet(3);
        out.attempt(started.attempt());
        started.token().writeTo(out);
        out.instant(started.at());
      }
      case ToServer.Logged logged -> {
        out.octet(4);
        out.attempt(logged.attempt());
        logged.token().writeTo(out);
        out.instant(logged.line().at());
        out.label(logged.line().stream());
        out.text(logged.line().text());
      }
      case ToServer.Finished finished -> {
        out.octet(5);
        out.attempt(finished.attempt());
        finished.token().writeTo(out);
        out.instant(finished.startedAt());
        out.instant(finished.endedAt());
        report(out, finished.report());
      }
      case ToServer.Returned returned -> {
        out.octet(6);
        out.attempt(returned.attempt());
        returned.token().writeTo(out);
      }
      case ToServer.Moved moved -> {
        out.octet(7);
        out.attempt(moved.attempt());
        moved.token().writeTo(out);
      }
      case ToServer.Capacity capacity -> {
        out.octet(8);
        out.number(capacity.attempts());
      }
      case ToServer.Beat _ -> out.octet(9);
      case ToServer.Draining _ -> out.octet(10);
      case ToServer.Bye _ -> out.octet(11);
    }
  }

  private static ToServer readServerMessage(WireReader in) {
    int kind = in.octet();
    return switch (kind) {
      case 1 -> hello(in);
      case 2 -> new ToServer.Present(in.number(), in.list(Frames::held));
      case 3 -> new ToServer.Started(in.attempt(), in.token(), in.instant());
      case 4 ->
          new ToServer.Logged(
              in.attempt(),
              in.token(),
              new LogLine(in.instant(), in.label(LogLine.Stream.values()), in.text()));
      case 5 ->
          new ToServer.Finished(in.attempt(), in.token(), in.instant(), in.instant(), report(in));
      case 6 -> new ToServer.Returned(in.attempt(), in.token());
      case 7 -> new ToServer.Moved(in.attempt(), in.token());
      case 8 -> new ToServer.Capacity(in.small());
      case 9 -> new ToServer.Beat();
      case 10 -> new ToServer.Draining();
      case 11 -> new ToServer.Bye();
      default -> throw new WireException("a message of kind " + kind + " is unknown");
    };
  }

  /** A worker of another version is understood far enough to be told so. */
  private static ToServer hello(WireReader in) {
    int version = in.small();
    if (version != ToServer.VERSION) {
      throw new WireException(
          "the worker speaks version %d of the protocol, the server version %d: run the same version of Heddle on both"
              .formatted(version, ToServer.VERSION));
    }
    return new ToServer.Hello(
        version, profile(in), in.list(Frames::held), in.list(WireReader::text));
  }

  private static void write(WireWriter out, ToWorker message) {
    switch (message) {
      case ToWorker.Welcome welcome -> {
        out.octet(1);
        out.number(welcome.lease().toMillis());
        out.number(welcome.beat().toMillis());
        out.text(welcome.server());
      }
      case ToWorker.Servers servers -> {
        out.octet(2);
        out.list(servers.addresses(), WireWriter::text);
      }
      case ToWorker.Introduced introduced -> {
        out.octet(3);
        out.number(introduced.number());
        out.text(introduced.ref());
        work(out, introduced.work());
      }
      case ToWorker.Assigned assigned -> {
        out.octet(4);
        out.attempt(assigned.attempt());
        assigned.token().writeTo(out);
        out.text(assigned.workflow());
        out.text(assigned.task());
        out.number(assigned.action());
        out.value(assigned.input());
        out.optional(assigned.timeout(), (to, limit) -> to.number(limit.toMillis()));
        out.texts(assigned.environment());
        out.optional(assigned.api(), WireWriter::text);
      }
      case ToWorker.Adopted adopted -> {
        out.octet(5);
        out.attempt(adopted.attempt());
        adopted.token().writeTo(out);
      }
      case ToWorker.Disowned disowned -> {
        out.octet(6);
        out.attempt(disowned.attempt());
        disowned.token().writeTo(out);
      }
      case ToWorker.Recorded recorded -> {
        out.octet(7);
        out.attempt(recorded.attempt());
        recorded.token().writeTo(out);
      }
      case ToWorker.Interrupted interrupted -> {
        out.octet(8);
        out.attempt(interrupted.attempt());
        interrupted.token().writeTo(out);
      }
      case ToWorker.RollCall call -> {
        out.octet(9);
        out.number(call.call());
        out.list(call.attempts(), WireWriter::attempt);
      }
      case ToWorker.Beat _ -> out.octet(10);
      case ToWorker.Duplicate _ -> out.octet(11);
    }
  }

  private static ToWorker readWorkerMessage(WireReader in) {
    int kind = in.octet();
    return switch (kind) {
      case 1 -> new ToWorker.Welcome(millis(in), millis(in), in.text());
      case 2 -> new ToWorker.Servers(in.list(WireReader::text));
      case 3 -> new ToWorker.Introduced(in.small(), in.text(), work(in));
      case 4 ->
          new ToWorker.Assigned(
              in.attempt(),
              in.token(),
              in.text(),
              in.text(),
              in.small(),
              in.map(),
              in.optional(Frames::millis),
              in.texts(),
              in.optional(WireReader::text));
      case 5 -> new ToWorker.Adopted(in.attempt(), in.token());
      case 6 -> new ToWorker.Disowned(in.attempt(), in.token());
      case 7 -> new ToWorker.Recorded(in.attempt(), in.token());
      case 8 -> new ToWorker.Interrupted(in.attempt(), in.token());
      case 9 -> new ToWorker.RollCall(in.number(), in.list(WireReader::attempt));
      case 10 -> new ToWorker.Beat();
      case 11 -> new ToWorker.Duplicate();
      default -> throw new WireException("a message of kind " + kind + " is unknown");
    };
  }

  private static Duration millis(WireReader in) {
    return Duration.ofMillis(in.number());
  }

  private static void held(WireWriter out, ToServer.Held held) {
    out.attempt(held.attempt());
    held.token().writeTo(out);
  }

  private static ToServer.Held held(WireReader in) {
    return new ToServer.Held(in.attempt(), in.token());
  }

  private static void profile(WireWriter out, WorkerProfile worker) {
    out.text(worker.instance());
    out.text(worker.name());
    out.list(worker.queues(), WireWriter::text);
    out.texts(worker.labels());
    out.list(
        worker.taints(),
        (to, taint) -> {
          to.text(taint.key());
          to.text(taint.value());
          to.label(taint.effect());
        });
    out.number(worker.slots());
    out.text(worker.version());
  }

  private static WorkerProfile profile(WireReader in) {
    try {
      return new WorkerProfile(
          in.text(),
          in.text(),
          in.list(WireReader::text),
          in.texts(),
          in.list(from ->
              new Toleration.Taint(
                  from.text(), from.text(), from.label(Toleration.Effect.values()))),
          in.small(),
          in.text());
    } catch (IllegalArgumentException notOne) {
      throw new WireException(String.valueOf(notOne.getMessage()));
    }
  }

  private static void work(WireWriter out, Work work) {
    switch (work) {
      case Work.Builtin(String name) -> {
        out.octet(1);
        out.text(name);
      }
      case Work.Container() -> out.octet(3);
      case Work.Program program -> {
        out.octet(2);
        out.label(program.runner());
        out.text(program.content());
        out.text(program.entryPoint());
        out.texts(program.environment());
        out.label(program.delivery());
        out.label(program.parameterFormat());
        out.label(program.outputFormat());
      }
    }
  }

  private static Work work(WireReader in) {
    int kind = in.octet();
    return switch (kind) {
      case 1 -> new Work.Builtin(in.text());
      case 2 ->
          new Work.Program(
              in.label(Executor.Runner.values()),
              in.text(),
              in.text(),
              in.texts(),
              in.label(Executor.Delivery.values()),
              in.label(Executor.ParameterFormat.values()),
              in.label(Executor.OutputFormat.values()));
      case 3 -> new Work.Container();
      default -> throw new WireException("work of kind " + kind + " is unknown");
    };
  }

  private static void report(WireWriter out, Report report) {
    switch (report) {
      case Report.Succeeded(Value result) -> {
        out.octet(1);
        out.value(result);
      }
      case Report.Failed(Failure failure, var result) -> {
        out.octet(2);
        failure(out, failure);
        out.optional(Optional.ofNullable(result), WireWriter::value);
      }
      case Report.TimedOut(Failure failure, var result) -> {
        out.octet(3);
        failure(out, failure);
        out.optional(Optional.ofNullable(result), WireWriter::value);
      }
      case Report.Cancelled(var result) -> {
        out.octet(4);
        out.optional(Optional.ofNullable(result), WireWriter::value);
      }
      case Report.Abandoned(Failure failure) -> {
        out.octet(5);
        failure(out, failure);
      }
    }
  }

  private static Report report(WireReader in) {
    int kind = in.octet();
    return switch (kind) {
      case 1 -> new Report.Succeeded(in.value());
      case 2 -> new Report.Failed(failure(in), in.optional(WireReader::value).orElse(null));
      case 3 -> new Report.TimedOut(failure(in), in.optional(WireReader::value).orElse(null));
      case 4 -> new Report.Cancelled(in.optional(WireReader::value).orElse(null));
      case 5 -> new Report.Abandoned(failure(in));
      default -> throw new WireException("a report of kind " + kind + " is unknown");
    };
  }

  private static void failure(WireWriter out, Failure failure) {
    out.text(failure.type());
    out.text(failure.message());
    out.value(failure.details());
  }

  private static Failure failure(WireReader in) {
    String type = in.text();
    String message = in.text();
    return in.value() instanceof MapValue details
        ? new Failure(type, message, details)
        : Failure.of(type, message);
  }
}
