package dev.heddle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dispatch.WorkerDirectory;
import dev.heddle.dispatch.WorkerRecord;
import dev.heddle.dispatch.wire.WorkerProfile;
import dev.heddle.model.placement.Toleration;
import dev.heddle.model.placement.Toleration.Taint;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What servers rely on to know of each other and their workers (S1-124, S1-169). */
public abstract class WorkerDirectoryContract {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final String ONE = "http://one:8080";
  private static final String TWO = "http://two:8080";

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @SuppressWarnings("NullAway.Init") // before each test
  private WorkerDirectory directory;

  /** One that knows nothing. */
  protected abstract WorkerDirectory open();

  /** Makes all that was announced a minute older. */
  protected abstract void passMinute();

  @BeforeEach
  void openDirectory() {
    directory = open();
  }

  private static WorkerProfile profile(String name) {
    return new WorkerProfile(
        "instance-" + name,
        name,
        List.of("default", "gpu"),
        Map.of("zone", "eu", "disk", "a \"fast\" one"),
        List.of(new Taint("cost", "high", Toleration.Effect.NO_SCHEDULE)),
        4,
        "1.2");
  }

  private WorkerRecord elsewhere(String name, int running) {
    return new WorkerRecord(profile(name), false, true, false, running, now, now);
  }

  private WorkerRecord inProcess(String name) {
    return new WorkerRecord(profile(name), true, true, false, 0, now, now);
  }

  @Test
  void whatAServerAnnouncesIsToldAsItWas() {
    directory.announce("one", ONE, List.of(elsewhere("w", 3)));
    assertThat(directory.servers()).containsExactly(ONE);
    WorkerRecord told = directory.workers(HOUR).getFirst();
    assertThat(told.profile()).isEqualTo(profile("w"));
    assertThat(told.connected()).isTrue();
    assertThat(told.draining()).isFalse();
    assertThat(told.inProcess()).isFalse();
    assertThat(told.running()).isEqualTo(3);
    assertThat(told.connectedAt()).isEqualTo(now);
    assertThat(Duration.between(told.seenAt(), now).abs()).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void ownWorkersComeFirstThenByName() {
    directory.announce("one", ONE, List.of(elsewhere("b", 0), elsewhere("a", 0), inProcess("z")));
    assertThat(directory.workers(HOUR))
        .extracting(worker -> worker.profile().name())
        .containsExactly("z", "a", "b");
  }

  @Test
  void aWorkerOfTwoServersIsToldOnceWithAllItsAttempts() {
    WorkerRecord cut =
        new WorkerRecord(profile("w"), false, false, true, 2, now.minusMillis(9), now);
    directory.announce("one", ONE, List.of(elsewhere("w", 1)));
    directory.announce("two", TWO, List.of(cut));
    assertThat(directory.servers()).containsExactly(ONE, TWO);
    assertThat(directory.workers(HOUR))
        .singleElement()
        .satisfies(worker -> {
          assertThat(worker.running()).isEqualTo(3);
          assertThat(worker.connected()).isTrue();
          assertThat(worker.draining()).isTrue();
          assertThat(worker.connectedAt()).isEqualTo(now.minusMillis(9));
        });
  }

  @Test
  void whatAServerDoesNotAnnounceAgainIsGone() {
    directory.announce("one", ONE, List.of(elsewhere("a", 0), elsewhere("b", 0)));
    directory.announce("one", ONE, List.of(elsewhere("b", 1)));
    assertThat(directory.workers(HOUR)).singleElement().matches(each -> each.running() == 1);
  }

  @Test
  void whatWasNotHeardLatelyIsNotTold() {
    Instant before = now.minusSeconds(90);
    directory.announce(
        "one",
        ONE,
        List.of(new WorkerRecord(profile("w"), false, false, false, 1, before, before)));
    assertThat(directory.workers(Duration.ofMinutes(1))).isEmpty();
    assertThat(directory.workers(Duration.ofMinutes(2))).hasSize(1);
  }

  @Test
  void theWorkersOfAServerThatLeftMayStillBeAtItsAttempts() {
    directory.announce("one", ONE, List.of(inProcess("own"), elsewhere("w", 2)));
    directory.leave("one");
    assertThat(directory.servers()).isEmpty();
    assertThat(directory.workers(HOUR))
        .singleElement()
        .satisfies(worker -> {
          assertThat(worker.profile().name()).isEqualTo("w");
          assertThat(worker.connected()).isFalse();
        });
  }

  @Test
  void aWorkerThatHasEndedIsForgottenByAll() {
    directory.announce("one", ONE, List.of(elsewhere("w", 0)));
    directory.announce("two", TWO, List.of(elsewhere("w", 0), elsewhere("x", 0)));
    directory.forget("instance-w");
    assertThat(directory.workers(HOUR))
        .extracting(each -> each.profile().name())
        .containsExactly("x");
  }

  @Test
  void aSilentServerIsNoneAndItsWorkersAreNotConnectedToIt() {
    directory.announce("one", ONE, List.of(elsewhere("w", 1), elsewhere("x", 1)));
    passMinute();
    directory.announce("two", TWO, List.of(elsewhere("w", 1)));
    assertThat(directory.servers()).containsExactly(TWO);
    List<WorkerRecord> told = directory.workers(HOUR);
    assertThat(told).extracting(WorkerRecord::connected).containsExactly(true, false);
    assertThat(told).extracting(WorkerRecord::running).containsExactly(1, 0);
  }

  @Test
  void aServerThatCameBackAtItsAddressIsToldOnce() {
    directory.announce("before", ONE, List.of());
    directory.announce("after", ONE, List.of());
    assertThat(directory.servers()).containsExactly(ONE);
  }
}
