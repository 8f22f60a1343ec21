package dev.heddle.dispatch.wire;

import dev.heddle.model.action.Executor;
import java.time.Duration;

/**
 * What a server says to a worker as bytes: each message a byte that says which and its fields in
 * order.
 */
final class ToWorkerBytes {

  private ToWorkerBytes() {}

  static void write(WireWriter out, ToWorker message) {
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

  static ToWorker read(WireReader in) {
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
              in.optional(ToWorkerBytes::millis),
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
}
