package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import dev.heddle.worker.container.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills servers while a flow runs container steps that feed scripts in containers, on a real Docker
 * engine, again and again (U-04, U-05, U-07).
 */
@Tag("needs-docker")
@Tag("needs-interpreters")
class ContainerKillTest {

  private static final int KILLS = Integer.getInteger("heddle.container.kills", 3);
  private static final long SEED = Long.getLong("heddle.container.seed", 1);
  private static final int LATEST_KILL_MILLIS = 4_000;
  private static final Path PACK = Path.of("..", "examples", "packs", "mill");

  @TempDir Path directory;

  @Test
  @DisplayName(
      "U-04, U-07: a flow of steps that feed scripts ends right, whenever Heddle is killed")
  void endsAsIfNothingHappened() throws Exception {
    TestEngine docker = TestEngine.get();
    docker.name("busybox", "1.36");
    Random random = new Random(SEED);
    List<String> runs = new ArrayList<>();
    try (TestHome home = new TestHome();
        Starts starts =
            docker
                .client()
                .eventsCmd()
                .withEventTypeFilter(EventType.CONTAINER)
                .withEventFilter("start")
                .exec(new Starts())) {
      Map<String, String> environment = new HashMap<>(home.environment());
      environment.putAll(docker.environment());
      environment.put("HEDDLE_RUNNER", "docker");
      environment.put("HEDDLE_SCRIPT_IMAGE", docker.python());
      for (int life = 0; life < KILLS; life++) {
        try (ServerProcess server = start(environment)) {
          runs.add(order(server));
          server.endsWithin(Duration.ofMillis(random.nextInt(LATEST_KILL_MILLIS)));
          server.kill();
        }
      }
      try (ServerProcess server = start(environment)) {
        runs.add(order(server));
        for (String run : runs) {
          ServerProcess.await("the end of " + run, () -> isOver(server, run));
          MapValue seen = server.data("/api/v1/executions/" + run);
          assertThat(seen.get("status")).as("%s", seen).isEqualTo(new TextValue("completed"));
          assertThat(((MapValue) seen.getOr("result", MapValue.EMPTY)).get("cloth"))
              .isEqualTo(new TextValue("bb a"));
        }
        ServerProcess.await("all containers to be gone", () -> docker.containers().isEmpty());
      }
      assertThat(starts.names)
          .as("once for an attempt")
          .doesNotHaveDuplicates()
          .hasSizeGreaterThanOrEqualTo(6 * runs.size());
      System.out.printf(
          "%d kills, %d executions of 3 steps and 3 scripts, %d containers%n",
          KILLS, runs.size(), starts.names.size());
    }
  }

  private ServerProcess start(Map<String, String> environment) throws IOException {
    return ServerProcess.start(
        environment, directory.resolve("log"), "--packs", PACK.toAbsolutePath().toString());
  }

  private static String order(ServerProcess server) throws Exception {
    MapValue started =
        (MapValue)
            Json.read(
                server
                    .post(
                        "/api/v1/workflows/mill.order/execute",
                        "{\"parameters\": {\"colours\": [\"b\", \"a\", \"b\"]}}")
                    .body());
    Value id = ((MapValue) started.getOr("data", MapValue.EMPTY)).getOr("id", Value.nothing());
    assertThat(id).as("%s", started).isInstanceOf(TextValue.class);
    return ((TextValue) id).text();
  }

  private static boolean isOver(ServerProcess server, String run) {
    try {
      Value status = server.data("/api/v1/executions/" + run).getOr("status", Value.nothing());
      return !status.equals(new TextValue("running"));
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Every start of a container, by its name, which says for which attempt it is. */
  private static final class Starts extends ResultCallback.Adapter<Event> {
    final List<String> names = new CopyOnWriteArrayList<>();

    @Override
    public void onNext(Event event) {
      if (event.getActor() != null && event.getActor().getAttributes() != null) {
        names.add(event.getActor().getAttributes().getOrDefault("name", ""));
      }
    }
  }
}
