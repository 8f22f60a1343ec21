package dev.heddle.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.rule.Overlap;
import dev.heddle.values.MapValue;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatesTest {

  @ParameterizedTest(name = "{0}: {1} wait, {2} run, room {3}")
  @DisplayName("overlap: skip, queue, cancel the older, allow")
  @CsvSource({
    // policy, waiting, under way, room, opened, skipped, cancelled
    "QUEUE, 3, 0, 1, 1, 0, 0",
    "QUEUE, 3, 1, 1, 0, 0, 0",
    "QUEUE, 5, 1, 3, 2, 0, 0",
    "SKIP, 1, 0, 1, 1, 0, 0",
    "SKIP, 3, 1, 1, 0, 3, 0",
    "SKIP, 3, 0, 1, 1, 2, 0",
    "CANCEL_OLDER, 1, 0, 1, 1, 0, 0",
    "CANCEL_OLDER, 1, 1, 1, 0, 0, 1",
    "CANCEL_OLDER, 3, 1, 1, 0, 2, 1",
    "CANCEL_OLDER, 3, 0, 1, 1, 2, 0"
  })
  void decides(
      Overlap overlap, int waiting, int underWay, int room, int opened, int skipped, int gone) {
    Enforcement.Gate gate = new Enforcement.Gate("rule:demo.r", room, overlap);
    List<Enforcement> queue =
        LongStream.range(0, waiting).mapToObj(number -> enforcement(number, gate)).toList();
    List<ExecutionId> running =
        LongStream.range(100, 100 + underWay).mapToObj(ExecutionId::new).toList();

    Gates.Moves moves = Gates.decide(new Gates.Queue(queue, running), () -> new ExecutionId(999));

    assertThat(moves.opened()).hasSize(opened);
    assertThat(moves.skipped()).hasSize(skipped);
    assertThat(moves.cancelled()).hasSize(gone);
    if (opened > 0) {
      Enforcement first = moves.opened().getFirst();
      boolean newest = overlap == Overlap.CANCEL_OLDER;
      assertThat(first.id()).isEqualTo(queue.get(newest ? waiting - 1 : 0).id());
      assertThat(first.state()).isEqualTo(Enforcement.State.CREATED);
      assertThat(first.execution()).isEqualTo(new ExecutionId(999));
    }
  }

  private static Enforcement enforcement(long number, Enforcement.Gate gate) {
    return new Enforcement(
        new ExecutionId(number),
        new ExecutionId(50 + number),
        "demo.r",
        "core.crontimer",
        "core.noop",
        Enforcement.State.WAITING,
        "",
        MapValue.EMPTY,
        List.of(),
        1L,
        null,
        gate,
        "system",
        List.of(),
        Instant.EPOCH);
  }
}
