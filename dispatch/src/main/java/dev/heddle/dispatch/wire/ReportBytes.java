package dev.heddle.dispatch.wire;

import dev.heddle.engine.port.Report;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.Optional;

/** How an attempt ended, as bytes. */
final class ReportBytes {

  private ReportBytes() {}

  static void write(WireWriter out, Report report) {
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

  static Report read(WireReader in) {
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
