package dev.heddle.dispatch;

import dev.heddle.dispatch.wire.Frames;
import dev.heddle.dispatch.wire.ToServer;
import dev.heddle.dispatch.wire.ToWorker;
import dev.heddle.dispatch.wire.Work;
import dev.heddle.dispatch.wire.WorkerProfile;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.model.Parameters;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.placement.Placement;
import dev.heddle.values.MapValue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fleet, the engine's ear and some workers in the hands of a test. */
final class FleetBench {

  private static final Duration TICK = Duration.ofSeconds(1);
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final Ear ear = new Ear();
  final List<WorkerRecord> known = new ArrayList<>();
  final List<String> local = new ArrayList<>();
  final List<TaskListener> localEars = new ArrayList<>();

  /** How the own worker ends what is over at once. */
  Optional<Report> atOnce = Optional.empty();

  private final List<Runnable> later = new ArrayList<>();
  Duration passed = Duration.ZERO;
  Fleet fleet;

  FleetBench(int localSlots) {
    fleet = newFleet(localSlots);
  }

  Fleet newFleet(int localSlots) {
    return new Fleet(
        FleetSettings.standard(localSlots).withUnschedulableAfter(Duration.ofMinutes(5)),
        new FleetPorts(
            "server",
            "1",
            new dev.heddle.engine.port.TaskRunner() {
              @Override
              public void start(Assignment assignment, TaskListener listener) {
                local.add(assignment.task());
                localEars.add(listener);
              }

              @Override
              public Optional<Report> atOnce(Assignment assignment) {
                return atOnce;
              }

              @Override
              public void interrupt(AttemptId attempt) {
                local.add("interrupt");
              }
            },
            new LeaseTokens(new byte[32]),
            action -> new Work.Builtin(((Executor.Builtin) action.executor()).name()),
            new Known(),
            () -> START.plus(passed),
            () -> passed.toNanos(),
            () -> {},
            _ -> {},
            later::add));
  }

  /** Does what was left for later. */
  void catchUp() {
    List<Runnable> due = List.copyOf(later);
    later.clear();
    due.forEach(Runnable::run);
  }

  /** Lets time pass and the fleet see it, every few seconds. */
  void pass(Duration span) {
    Duration end = passed.plus(span);
    while (passed.compareTo(end) < 0) {
      Duration left = end.minus(passed);
      standStill(left.compareTo(TICK) < 0 ? left : TICK);
    }
    fleet.tick();
  }

  /** Lets time pass in which the fleet sees nothing. */
  void standStill(Duration span) {
    passed = passed.plus(span);
    fleet.tick();
  }

  static AttemptId attempt(int number) {
    return new AttemptId(new ExecutionId(1_000), TaskKey.first(number, 1));
  }

  void start(int number, Placement placement) {
    fleet.start(assignment(number, placement, false), ear);
    fleet.flush();
  }

  void start(int number) {
    start(number, Placement.ANYWHERE);
  }

  static Assignment assignment(int number, Placement placement, boolean recovered) {
    return new Assignment(
        attempt(number),
        "t.flow",
        "task" + number,
        new Action(
            "core.noop",
            "",
            "",
            true,
            Parameters.ANY,
            new Executor.Builtin("noop"),
            Optional.empty()),
        MapValue.EMPTY,
        Optional.empty(),
        Map.of(),
        placement,
        recovered,
        List.of(),
        Optional.empty());
  }

  static Placement selecting(String... labels) {
    Map<String, String> selector = new LinkedHashMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      selector.put(labels[i], labels[i + 1]);
    }
    return new Placement(Optional.of(selector), Optional.empty(), Optional.empty());
  }

  static WorkerProfile profile(String name, int slots, List<String> queues, String... labels) {
    return new WorkerProfile(
        name + "-instance",
        name,
        queues,
        selecting(labels).selector().orElseThrow(),
        List.of(),
        slots,
        "1");
  }

  RemoteEnd connect(String name, int slots) {
    return connect(profile(name, slots, List.of("default")));
  }

  RemoteEnd connect(WorkerProfile profile, ToServer.Held... holding) {
    RemoteEnd worker = new RemoteEnd(this, profile);
    worker.say(new ToServer.Hello(ToServer.VERSION, profile, List.of(holding), List.of()));
    return worker;
  }

  /** The other end of a stream. */
  static final class RemoteEnd {
    final List<ToWorker> heard = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    final WorkerSession session;

    RemoteEnd(FleetBench bench, WorkerProfile profile) {
      session =
          bench.fleet.open(
              new Line() {
                @Override
                public void send(ByteBuffer frame, Runnable sent) {
                  heard.addAll(Frames.readToWorker(frame));
                  sent.run();
                }

                @Override
                public void close(Ending why, String reason) {
                  closed.add(why + " " + reason);
                }
              });
    }

    void say(ToServer... messages) {
      session.receive(Frames.toServer(List.of(messages), 0).bytes());
    }

    /** The assignments it has heard, the last one of an attempt. */
    ToWorker.Assigned assigned(int number) {
      return heard.stream()
          .filter(ToWorker.Assigned.class::isInstance)
          .map(ToWorker.Assigned.class::cast)
          .filter(each -> each.attempt().equals(attempt(number)))
          .reduce((_, last) -> last)
          .orElseThrow(() -> new AssertionError("attempt " + number + " not assigned: " + heard));
    }

    List<String> tasks() {
      return heard.stream()
          .filter(ToWorker.Assigned.class::isInstance)
          .map(each -> ((ToWorker.Assigned) each).task())
          .toList();
    }

    void finish(int number) {
      finish(assigned(number));
    }

    void finish(ToWorker.Assigned assigned) {
      say(
          new ToServer.Finished(
              assigned.attempt(),
              assigned.token(),
              START,
              START,
              new Report.Succeeded(MapValue.EMPTY)));
    }
  }

  /** What the engine hears. */
  static final class Ear implements TaskListener {
    final List<String> heard = new ArrayList<>();
    final List<Runnable> recording = new ArrayList<>();

    @Override
    public void started(AttemptId attempt, Instant at) {
      heard.add("started " + attempt.task().node());
    }

    @Override
    public void logged(AttemptId attempt, LogLine line) {
      heard.add("logged " + attempt.task().node() + " " + line.text());
    }

    @Override
    public void finished(AttemptId attempt, Instant startedAt, Instant endedAt, Report report) {
      String what =
          switch (report) {
            case Report.Failed(var failure, _) -> "Failed " + failure.type();
            case Report.Abandoned(var failure) -> "Abandoned " + failure.type();
            default -> report.getClass().getSimpleName();
          };
      heard.add(attempt.task().node() + " " + what);
    }

    @Override
    public void finished(
        AttemptId attempt, Instant startedAt, Instant endedAt, Report report, Runnable recorded) {
      finished(attempt, startedAt, endedAt, report);
      recording.add(recorded);
    }
  }

  private final class Known implements WorkerDirectory {
    @Override
    public void announce(String server, String address, List<WorkerRecord> workers) {}

    @Override
    public void leave(String server) {}

    @Override
    public void forget(String instance) {}

    @Override
    public List<WorkerRecord> workers(Duration within) {
      return known;
    }

    @Override
    public List<String> servers() {
      return List.of();
    }
  }
}
