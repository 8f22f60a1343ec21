package dev.heddle.dispatch;

import static dev.heddle.dispatch.FleetBench.attempt;
import static dev.heddle.dispatch.FleetBench.profile;
import static dev.heddle.dispatch.FleetBench.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dispatch.FleetBench.RemoteEnd;
import dev.heddle.dispatch.wire.ToServer;
import dev.heddle.dispatch.wire.ToWorker;
import dev.heddle.dispatch.wire.Token;
import dev.heddle.dispatch.wire.WorkerProfile;
import dev.heddle.engine.port.Report;
import dev.heddle.model.placement.Affinity;
import dev.heddle.model.placement.Placement;
import dev.heddle.model.placement.Toleration;
import dev.heddle.model.placement.Toleration.Taint;
import dev.heddle.values.MapValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FleetTest {

  private final FleetBench bench = new FleetBench(0);

  @Test
  void aWorkerGetsWhatItHasSlotsForAndTheRestInOrder() {
    RemoteEnd worker = bench.connect("w", 2);
    for (int i = 0; i < 4; i++) {
      bench.start(i);
    }
    assertThat(worker.tasks()).containsExactly("task0", "task1");
    worker.finish(1);
    worker.finish(0);
    assertThat(worker.tasks()).containsExactly("task0", "task1", "task2", "task3");
    assertThat(bench.ear.heard).containsExactly("1 Succeeded", "0 Succeeded");
  }

  @Test
  void anEndIsConfirmedOnceItIsDurable() {
    RemoteEnd worker = bench.connect("w", 1);
    bench.start(0);
    worker.finish(0);
    worker.finish(0);
    assertThat(worker.heard).noneMatch(ToWorker.Recorded.class::isInstance);
    bench.ear.recording.forEach(Runnable::run);
    bench.fleet.flush();
    assertThat(worker.heard.getLast())
        .isEqualTo(new ToWorker.Recorded(attempt(0), worker.assigned(0).token()));
    assertThat(bench.ear.heard).containsExactly("0 Succeeded");
  }

  @Test
  @DisplayName(
      "U-07: the own worker keeps what it has of a recovered attempt until its end is durable")
  void anEndOfTheOwnWorkerIsDurableBeforeItIsLetGo() {
    FleetBench own = new FleetBench(1);
    own.fleet.start(FleetBench.assignment(0, Placement.ANYWHERE, true), own.ear);
    own.catchUp();
    own.pass(Duration.ofMinutes(2));
    List<String> kept = new ArrayList<>(List.of("container"));
    own.localEars
        .getFirst()
        .finished(
            attempt(0),
            FleetBench.START,
            FleetBench.START,
            new Report.Succeeded(MapValue.EMPTY),
            kept::clear);
    assertThat(own.ear.heard).containsExactly("0 Succeeded");
    assertThat(kept).containsExactly("container");
    own.ear.recording.forEach(Runnable::run);
    assertThat(kept).isEmpty();
  }

  @Test
  @DisplayName("S1-169: label match, tolerations, affinity choose the worker")
  void labelsChooseTheWorker() {
    RemoteEnd eu = bench.connect(profile("eu", 9, List.of("default"), "zone", "eu"));
    RemoteEnd us = bench.connect(profile("us", 9, List.of("default", "gpu"), "zone", "us"));
    WorkerProfile tainted =
        new WorkerProfile(
            "t",
            "t",
            List.of("default"),
            Map.of("zone", "eu"),
            List.of(new Taint("cost", "high", Toleration.Effect.NO_SCHEDULE)),
            9,
            "1");
    RemoteEnd spared = bench.connect(tainted);
    bench.start(0, selecting("zone", "eu"));
    bench.start(1, selecting("queue", "gpu"));
    Affinity away =
        new Affinity(
            List.of(new Affinity.Term("zone", Affinity.Operator.IN, List.of("eu", "us"))),
            List.of(
                new Affinity.Preference(
                    5, new Affinity.Term("zone", Affinity.Operator.IN, List.of("us")))));
    bench.start(2, new Placement(Optional.empty(), Optional.empty(), Optional.of(away)));
    Toleration any = new Toleration("cost", Toleration.Operator.EXISTS, "", Optional.empty());
    bench.start(
        3,
        new Placement(
            Optional.of(Map.of("zone", "eu")), Optional.of(List.of(any)), Optional.empty()));
    assertThat(eu.tasks()).containsExactly("task0");
    assertThat(us.tasks()).containsExactly("task1", "task2");
    assertThat(spared.tasks()).containsExactly("task3");
  }

  @Test
  @DisplayName("S1-169: no matching worker: stays queued up to the limit, then fails unschedulable")
  void whatNobodyMatchesFailsAfterTheLimit() {
    bench.start(0, selecting("queue", "gpu"));
    bench.pass(Duration.ZERO);
    bench.pass(Duration.ofMinutes(4));
    assertThat(bench.ear.heard).isEmpty();
    assertThat(Waiting.reason(selecting("queue", "gpu"), bench.fleet.records()))
        .hasValueSatisfying(reason -> assertThat(reason.code()).isEqualTo("unknown_queue"));
    bench.pass(Duration.ofMinutes(2));
    assertThat(bench.ear.heard).containsExactly("0 Failed unschedulable");
  }

  @Test
  void whatOnlyWaitsForASlotNeverFails() {
    RemoteEnd worker = bench.connect("w", 1);
    bench.start(0);
    bench.start(1);
    for (int i = 0; i < 20; i++) {
      worker.say(new ToServer.Beat());
      bench.pass(Duration.ofMinutes(1));
    }
    assertThat(bench.ear.heard).isEmpty();
  }

  @Test
  @DisplayName(
      "S1-124: what a lost worker had is abandoned after its lease, its late result refused")
  void aLostWorkerLosesItsAttempts() {
    RemoteEnd worker = bench.connect("w", 1);
    bench.start(0);
    ToWorker.Assigned before = worker.assigned(0);
    worker.session.closed();
    bench.pass(Duration.ofSeconds(80));
    assertThat(bench.ear.heard).isEmpty();
    bench.pass(Duration.ofSeconds(11));
    assertThat(bench.ear.heard).containsExactly("0 Abandoned worker_lost");
    RemoteEnd again =
        bench.connect(
            profile("w", 1, List.of("default")),
            new ToServer.Held(before.attempt(), before.token()));
    again.finish(before);
    assertThat(bench.ear.heard).hasSize(1);
    assertThat(again.heard).contains(new ToWorker.Disowned(before.attempt(), before.token()));
    assertThat(bench.fleet.load().lateReports()).isEqualTo(1);
    assertThat(bench.fleet.load().lost()).isEqualTo(1);
  }

  @Test
  @DisplayName("S1-124: a server that stood still itself takes nobody for lost")
  void whoStoodStillHeardNobody() {
    RemoteEnd worker = bench.connect("w", 1);
    bench.start(0);
    bench.standStill(Duration.ofMinutes(10));
    worker.finish(0);
    assertThat(bench.ear.heard).containsExactly("0 Succeeded");
    bench.start(1);
    bench.pass(Duration.ofSeconds(91));
    assertThat(bench.ear.heard).containsExactly("0 Succeeded", "1 Abandoned worker_lost");
  }

  @Test
  void whatTheWorkersHaveToDoCanBeSeen() {
    RemoteEnd worker = bench.connect("w", 2);
    for (int i = 0; i < 5; i++) {
      bench.start(i);
    }
    assertThat(bench.fleet.load()).isEqualTo(new FleetLoad(1, 2, 2, 3, 0, 0));
    worker.session.closed();
    assertThat(bench.fleet.load()).isEqualTo(new FleetLoad(0, 0, 2, 3, 0, 0));
  }

  @Test
  void aShortCutCostsNothing() {
    RemoteEnd worker = bench.connect("w", 1);
    bench.start(0);
    ToWorker.Assigned held = worker.assigned(0);
    worker.session.closed();
    bench.pass(Duration.ofSeconds(30));
    RemoteEnd again =
        bench.connect(
            profile("w", 1, List.of("default")), new ToServer.Held(held.attempt(), held.token()));
    assertThat(again.heard).contains(new ToWorker.Adopted(held.attempt(), held.token()));
    assertThat(again.tasks()).isEmpty();
    again.finish(held);
    assertThat(bench.ear.heard).containsExactly("0 Succeeded");
  }

  @Test
  void anAssignmentThatNeverArrivedIsSentAgain() {
    bench.connect("w", 1).session.closed();
    RemoteEnd worker = bench.connect("w", 1);
    bench.start(0);
    worker.session.closed();
    RemoteEnd again = bench.connect("w", 1);
    assertThat(again.tasks()).containsExactly("task0");
    assertThat(again.assigned(0).token()).isNotEqualTo(worker.assigned(0).token());
  }

  @Test
  void aStaleTokenIsRefusedWhileTheAttemptRunsElsewhere() {
    RemoteEnd first = bench.connect("a", 1);
    bench.start(0);
    ToWorker.Assigned stale = first.assigned(0);
    first.say(new ToServer.Returned(stale.attempt(), stale.token()));
    first.finish(stale);
    assertThat(bench.ear.heard).isEmpty();
    first.finish(first.assigned(0));
    assertThat(bench.ear.heard).containsExactly("0 Succeeded");
  }

  @Test
  void aDrainingWorkerGetsNothingNew() {
    RemoteEnd worker = bench.connect("w", 2);
    bench.start(0);
    worker.say(new ToServer.Draining());
    bench.start(1);
    assertThat(worker.tasks()).containsExactly("task0");
    worker.finish(0);
    worker.say(new ToServer.Bye());
    assertThat(bench.fleet.records()).isEmpty();
    assertThat(bench.connect("x", 1).tasks()).containsExactly("task1");
  }

  @Test
  void afterATakeoverAWorkerKeepsWhatItStillRuns() {
    RemoteEnd worker = bench.connect("w", 2);
    bench.start(0);
    ToWorker.Assigned held = worker.assigned(0);
    WorkerRecord before = bench.fleet.records().getFirst();
    bench.known.add(before);
    bench.fleet = bench.newFleet(0);
    RemoteEnd other = bench.connect("other", 2);
    bench.fleet.start(FleetBench.assignment(0, Placement.ANYWHERE, true), bench.ear);
    bench.fleet.start(FleetBench.assignment(1, Placement.ANYWHERE, true), bench.ear);
    bench.catchUp();
    other.say(new ToServer.Present(1, List.of()));
    assertThat(other.tasks()).isEmpty();
    RemoteEnd again =
        bench.connect(before.profile(), new ToServer.Held(held.attempt(), held.token()));
    assertThat(again.heard).contains(new ToWorker.Adopted(held.attempt(), held.token()));
    assertThat(other.tasks().size() + again.tasks().size()).isEqualTo(1);
    again.finish(held);
    assertThat(bench.ear.heard).containsExactly("0 Succeeded");
  }

  @Test
  void afterATakeoverWhatNobodyHasIsHandedOutWhenTheLeaseIsOver() {
    bench.connect("w", 1);
    bench.known.add(bench.fleet.records().getFirst());
    bench.fleet = bench.newFleet(0);
    RemoteEnd other = bench.connect("other", 2);
    bench.fleet.start(FleetBench.assignment(0, Placement.ANYWHERE, true), bench.ear);
    bench.catchUp();
    other.say(new ToServer.Present(1, List.of()));
    for (int i = 0; i < 9; i++) {
      other.say(new ToServer.Beat());
      bench.pass(Duration.ofSeconds(9));
    }
    assertThat(other.tasks()).isEmpty();
    other.say(new ToServer.Beat());
    bench.pass(Duration.ofSeconds(10));
    assertThat(other.tasks()).containsExactly("task0");
  }

  @Test
  void aTokenNobodyMadeIsNoClaim() {
    RemoteEnd other = bench.connect("other", 2);
    bench.fleet.start(FleetBench.assignment(0, Placement.ANYWHERE, true), bench.ear);
    bench.catchUp();
    Token invented = new Token(new byte[Token.LENGTH]);
    other.say(new ToServer.Present(1, List.of(new ToServer.Held(attempt(0), invented))));
    assertThat(other.heard).contains(new ToWorker.Disowned(attempt(0), invented));
    assertThat(other.tasks()).containsExactly("task0");
  }

  @Test
  void aSecondStreamToTheSameServerIsNotNeeded() {
    RemoteEnd first = bench.connect("w", 1);
    RemoteEnd second = new RemoteEnd(bench, profile("w", 1, List.of("default")));
    second.say(
        new ToServer.Hello(
            ToServer.VERSION, profile("w", 1, List.of("default")), List.of(), List.of("server")));
    assertThat(second.heard).containsExactly(new ToWorker.Duplicate());
    bench.start(0);
    assertThat(first.tasks()).containsExactly("task0");
  }

  @Test
  void theOwnWorkerTakesTheDefaultQueueAloneOrShared() {
    FleetBench shared = new FleetBench(1);
    shared.start(0);
    RemoteEnd worker = shared.connect("w", 1);
    shared.start(1);
    shared.start(2);
    shared.start(3);
    assertThat(shared.local).hasSize(2);
    assertThat(worker.tasks()).hasSize(1);
    shared.start(4, selecting("zone", "eu"));
    assertThat(shared.local).hasSize(2);
  }

  @Test
  void whatIsInterruptedIsToldToWhoHasIt() {
    RemoteEnd worker = bench.connect("w", 1);
    bench.start(0);
    bench.start(1);
    bench.fleet.interrupt(attempt(0));
    bench.fleet.interrupt(attempt(1));
    bench.fleet.flush();
    assertThat(worker.heard.getLast())
        .isEqualTo(new ToWorker.Interrupted(attempt(0), worker.assigned(0).token()));
    assertThat(bench.ear.heard).containsExactly("1 Cancelled");
  }

  @Test
  void whatWasInterruptedWhileItsWorkerWasAwayIsOver() {
    RemoteEnd worker = bench.connect("w", 1);
    bench.start(0);
    worker.session.closed();
    bench.fleet.interrupt(attempt(0));
    RemoteEnd again = bench.connect("w", 1);
    assertThat(again.tasks()).isEmpty();
    assertThat(bench.ear.heard).containsExactly("0 Cancelled");
    bench.start(1);
    assertThat(again.tasks()).containsExactly("task1");
  }

  @Test
  @DisplayName("S1-124: a worker that is asked and cut off has the whole lease to come back")
  void whoIsCutOffBeforeItAnswersIsAwaited() {
    RemoteEnd before = bench.connect("w", 2);
    bench.start(1);
    ToWorker.Assigned held = before.assigned(1);
    bench.known.add(bench.fleet.records().getFirst());
    bench.fleet = bench.newFleet(0);
    RemoteEnd worker =
        bench.connect(
            profile("w", 2, List.of("default")), new ToServer.Held(held.attempt(), held.token()));
    RemoteEnd other = bench.connect("other", 9);
    bench.fleet.start(FleetBench.assignment(0, Placement.ANYWHERE, true), bench.ear);
    bench.catchUp();
    worker.say(new ToServer.Present(1, List.of()));
    other.say(new ToServer.Present(2, List.of()));
    for (int i = 0; i < 12; i++) {
      worker.say(new ToServer.Beat());
      other.say(new ToServer.Beat());
      bench.pass(Duration.ofSeconds(10));
    }
    int handedOut = other.tasks().size();

    bench.fleet.start(FleetBench.assignment(2, Placement.ANYWHERE, true), bench.ear);
    bench.catchUp();
    other.say(new ToServer.Present(4, List.of()), new ToServer.Present(3, List.of()));
    worker.session.closed();
    bench.pass(Duration.ofSeconds(20));

    assertThat(other.tasks()).hasSize(handedOut);
  }

  @Test
  void whatIsOverAtOnceNeedsNoSlot() {
    FleetBench shared = new FleetBench(1);
    shared.atOnce = Optional.of(new Report.Succeeded(MapValue.EMPTY));
    RemoteEnd worker = shared.connect("w", 1);
    for (int i = 0; i < 5; i++) {
      shared.start(i);
    }
    assertThat(shared.local).hasSize(5);
    assertThat(worker.tasks()).isEmpty();
  }
}
