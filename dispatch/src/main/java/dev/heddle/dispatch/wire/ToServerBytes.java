package dev.heddle.dispatch.wire;

import dev.heddle.engine.port.LogLine;
import dev.heddle.model.placement.Toleration;

/**
 * What a worker says to a server as bytes: each message a byte that says which and its fields in
 * order.
 */
final class ToServerBytes {

  private ToServerBytes() {}

  static void write(WireWriter out, ToServer message) {
    switch (message) {
      case ToServer.Hello hello -> {
        out.octet(1);
        out.number(hello.version());
        profile(out, hello.worker());
        out.list(hello.holding(), ToServerBytes::held);
        out.list(hello.connected(), WireWriter::text);
      }
      case ToServer.Present present -> {
        out.octet(2);
        out.number(present.call());
        out.list(present.holding(), ToServerBytes::held);
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
        ReportBytes.write(out, finished.report());
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

  static ToServer read(WireReader in) {
    int kind = in.octet();
    return switch (kind) {
      case 1 -> hello(in);
      case 2 -> new ToServer.Present(in.number(), in.list(ToServerBytes::held));
      case 3 -> new ToServer.Started(in.attempt(), in.token(), in.instant());
      case 4 ->
          new ToServer.Logged(
              in.attempt(),
              in.token(),
              new LogLine(in.instant(), in.label(LogLine.Stream.values()), in.text()));
      case 5 ->
          new ToServer.Finished(
              in.attempt(), in.token(), in.instant(), in.instant(), ReportBytes.read(in));
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
        version, profile(in), in.list(ToServerBytes::held), in.list(WireReader::text));
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
}
