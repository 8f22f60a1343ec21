package dev.heddle.dispatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.placement.Toleration;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramesTest {

  private static final AttemptId ATTEMPT =
      new AttemptId(new ExecutionId(Long.MAX_VALUE), new TaskKey(3, 2, TaskKey.WHOLE, 1));
  private static final Token TOKEN = new Token(new byte[Token.LENGTH]);
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final MapValue INPUT =
      MapValue.builder()
          .put("all", Json.read("[null, true, false, 0, -7, 1.5, 1e300, \"é𝄞\", {\"a\": []}]"))
          .put("most", Long.MIN_VALUE)
          .put("password", SecretValue.mark(Value.of("hunter2")))
          .build();

  private static final List<ToServer> TO_SERVER =
      List.of(
          new ToServer.Hello(
              ToServer.VERSION,
              new WorkerProfile(
                  "i",
                  "n",
                  List.of("a", "b"),
                  Map.of("zone", "eu"),
                  List.of(new Toleration.Taint("k", "v", Toleration.Effect.PREFER_NO_SCHEDULE)),
                  7,
                  "1.0"),
              List.of(new ToServer.Held(ATTEMPT, TOKEN)),
              List.of("s")),
          new ToServer.Present(5, List.of()),
          new ToServer.Started(ATTEMPT, TOKEN, AT),
          new ToServer.Logged(ATTEMPT, TOKEN, new LogLine(AT, LogLine.Stream.STDERR, "a line")),
          finished(new Report.Succeeded(INPUT)),
          finished(new Report.Failed(Failure.of("t", "m"), null)),
          finished(new Report.TimedOut(new Failure("t", "m", INPUT), INPUT)),
          finished(new Report.Cancelled(null)),
          finished(new Report.Abandoned(Failure.of("t", "m"))),
          new ToServer.Returned(ATTEMPT, TOKEN),
          new ToServer.Moved(ATTEMPT, TOKEN),
          new ToServer.Capacity(0),
          new ToServer.Beat(),
          new ToServer.Draining(),
          new ToServer.Bye());

  private static final List<ToWorker> TO_WORKER =
      List.of(
          new ToWorker.Welcome(Duration.ofSeconds(90), Duration.ofSeconds(10), "s"),
          new ToWorker.Servers(List.of("http://a:1")),
          new ToWorker.Introduced(0, "core.noop", new Work.Builtin("noop")),
          new ToWorker.Introduced(2, "x.y", new Work.Container()),
          new ToWorker.Introduced(
              1,
              "p.a",
              new Work.Program(
                  Executor.Runner.PYTHON,
                  "digest",
                  "actions/a.py",
                  Map.of("A", "b"),
                  Executor.Delivery.FILE,
                  Executor.ParameterFormat.YAML,
                  Executor.OutputFormat.JSONL)),
          new ToWorker.Assigned(
              ATTEMPT,
              TOKEN,
              "w",
              "t",
              1,
              INPUT,
              Optional.of(Duration.ofMillis(1)),
              Map.of("E", "v"),
              Optional.of("hdx_token")),
          new ToWorker.Adopted(ATTEMPT, TOKEN),
          new ToWorker.Disowned(ATTEMPT, TOKEN),
          new ToWorker.Recorded(ATTEMPT, TOKEN),
          new ToWorker.Interrupted(ATTEMPT, TOKEN),
          new ToWorker.RollCall(9, List.of(ATTEMPT)),
          new ToWorker.Duplicate(),
          new ToWorker.Beat());

  private static ToServer finished(Report report) {
    return new ToServer.Finished(ATTEMPT, TOKEN, AT, AT, report);
  }

  @Test
  void everyMessageIsReadAsItWasWritten() {
    assertThat(Frames.readToServer(Frames.toServer(TO_SERVER, 0).bytes())).isEqualTo(TO_SERVER);
    assertThat(Frames.readToWorker(Frames.toWorker(TO_WORKER, 0).bytes())).isEqualTo(TO_WORKER);
  }

  @Test
  void secretsStayMarked() {
    List<ToWorker> read = Frames.readToWorker(Frames.toWorker(TO_WORKER, 0).bytes());
    assertThat(read.toString()).doesNotContain("hunter2").contains(SecretValue.REDACTED);
  }

  @Test
  void aLargeBatchBecomesSeveralFrames() {
    ToServer large = finished(new Report.Succeeded(Value.of("x".repeat(200_000))));
    List<ToServer> batch = List.of(large, large, large);
    List<ToServer> read = new ArrayList<>();
    int frames = 0;
    for (int next = 0; next < batch.size(); frames++) {
      Frames.Frame frame = Frames.toServer(batch, next);
      read.addAll(Frames.readToServer(frame.bytes()));
      next = frame.next();
    }
    assertThat(frames).isEqualTo(2);
    assertThat(read).isEqualTo(batch);
  }

  @Test
  void bytesThatAreNoMessageAreRefusedWithoutHarm() {
    byte[] good = bytes(Frames.toServer(TO_SERVER, 0).bytes());
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = java.util.Arrays.copyOf(good, 1 + random.nextInt(good.length));
      bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      try {
        assertThat(Frames.readToServer(ByteBuffer.wrap(bad))).isNotNull();
      } catch (WireException refused) {
        assertThat(refused).hasMessageNotContaining("hunter2");
      }
    }
  }

  @Test
  void aLengthBeyondTheFrameAllocatesNothing() {
    byte[] claim = {2, 0, (byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
    assertThatThrownBy(() -> Frames.readToServer(ByteBuffer.wrap(claim)))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("beyond the end");
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
