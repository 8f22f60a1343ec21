package dev.heddle.bench.engine;

import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.engine.port.ExecutionQueries.InquiryFilter;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.platform.Answer;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.inquiries.Inquiries;
import dev.heddle.values.MapValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The process of W6: starts executions that wait, or none, and answers some that do. Its arguments
 * are the home, how many to start, and how many questions will be open then.
 */
public final class WaitingProcess {

  static final int ANSWERS = 200;

  private WaitingProcess() {}

  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[1]);
    try (Installation installation =
        Installation.open(Path.of(arguments[0]), EngineOptions.server("waiting"))) {
      installation.run(installation.definition("single"), 1);
      Child.ready();
      double seconds = Latencies.seconds(_ -> start(installation, count), 0);
      System.gc();
      double heap = Meter.heap();
      double resident = Meter.resident();
      Latencies answers = answer(installation.wiring().inquiries(), Integer.parseInt(arguments[2]));
      Child.tell(
          MapValue.builder()
              .put("seconds", Child.number(seconds))
              .put("heap", Child.number(heap))
              .put("resident", Child.number(resident))
              .put("answer", Child.number(answers.median()))
              .put("slow_answer", Child.number(answers.p99()))
              .build());
    }
  }

  private static void start(Installation installation, int count) {
    List<Long> definitions = new ArrayList<>();
    for (int i = 0; i < BenchPack.WAITING; i++) {
      definitions.add(installation.definition("waiting_" + i));
    }
    List<CompletableFuture<Execution>> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      started.add(
          installation
              .engine()
              .start(
                  definitions.get(i % definitions.size()),
                  MapValue.EMPTY,
                  Execution.Origin.startedBy("bench")));
    }
    started.forEach(CompletableFuture::join);
  }

  /** Answers the oldest, which nobody has looked at for the longest time. */
  private static Latencies answer(Inquiries inquiries, int pending) throws Exception {
    InquiryFilter filter = new InquiryFilter(InquiryStatus.PENDING, null, null);
    int offset = Math.max(0, pending - ANSWERS);
    List<Inquiry> oldest = inquiries.list(filter, offset, ANSWERS).items();
    return Latencies.of(oldest.size(), i -> answer(inquiries, oldest.get(i).id()));
  }

  private static void answer(Inquiries inquiries, AttemptId inquiry) {
    if (inquiries.respond(inquiry, MapValue.EMPTY, Principal.operator("bench"))
        instanceof Answer.Refused<?> refused) {
      throw new IllegalStateException(refused.refusal().message());
    }
  }
}
