package dev.heddle.worker.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.model.ContainerInput;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a user writes, an engine hears of nothing but the typed fields (security row 9). */
class Sec09ContainerOptionsTest {

  private static final List<String> HOSTILE =
      List.of(
          "privileged",
          "Privileged",
          "hostPath",
          "HostConfig",
          "host_config",
          "network_mode",
          "NetworkMode",
          "hostNetwork",
          "pid_mode",
          "PidMode",
          "IpcMode",
          "UsernsMode",
          "cap_add",
          "CapAdd",
          "capabilities",
          "Devices",
          "devices",
          "SecurityOpt",
          "security_opt",
          "Binds",
          "binds",
          "Mounts",
          "VolumesFrom",
          "initContainers",
          "serviceAccount",
          "podSpecPatch",
          "CgroupParent",
          "Runtime",
          "Sysctls",
          "GroupAdd",
          "AutoRemove",
          "RestartPolicy",
          "user",
          "User",
          "Entrypoint",
          "labels",
          "OomKillDisable");

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path allowed;

  @RepeatedTest(200)
  @DisplayName("Security row 9: no field of a user becomes another option")
  void nothingElseReachesTheEngine(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    ContainerSettings settings =
        ContainerSettings.of(Map.of(ContainerSettings.ROOTS_VARIABLE, allowed.toString()), "test");
    JsonNode usual = options(MapValue.EMPTY.with(ContainerInput.IMAGE, Value.of("a:1")), settings);
    JsonNode options;
    try {
      options = options(hostile(random), settings);
    } catch (RefusedJobException refused) {
      return; // then it hears of nothing at all
    }

    assertThat(options.get("Privileged").asBoolean()).isFalse();
    assertThat(options.get("CapDrop").toString()).isEqualTo("[\"ALL\"]");
    for (String name : names(options)) {
      if (!List.of("Memory", "MemorySwap", "NanoCpus", "Mounts").contains(name)) {
        assertThat(options.get(name)).as(name).isEqualTo(usual.get(name));
      }
    }
    for (JsonNode mount : options.get("Mounts")) {
      assertThat(mount.get("Type").asText()).isEqualTo("bind");
      assertThat(Path.of(mount.get("Source").asText()).startsWith(allowed.toRealPath())).isTrue();
      assertThat(new TreeSet<>(names(mount)))
          .isSubsetOf("Type", "Source", "Target", "ReadOnly", "BindOptions");
    }
  }

  private JsonNode options(MapValue input, ContainerSettings settings) throws Exception {
    return JSON.valueToTree(
        ContainerSpec.hostConfig(ContainerJob.of(input), settings, new VolumeCheck(settings)));
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.properties()
        .forEach(field -> {
          if (!field.getValue().isNull()) {
            names.add(field.getKey());
          }
        });
    return names;
  }

  private MapValue hostile(Random random) {
    MapValue volume =
        attack(random)
            .with("source", Value.of(allowed.toString()))
            .with("target", Value.of("/data"))
            .with("read_only", value(random, 0));
    return attack(random)
        .with(ContainerInput.IMAGE, Value.of("a:1"))
        .with(ContainerInput.ENVIRONMENT, attack(random))
        .with(ContainerInput.NANO_CPUS, random.nextBoolean() ? Value.of(1_000L) : attack(random))
        .with(ContainerInput.MEMORY, random.nextBoolean() ? Value.of(1L << 30) : attack(random))
        .with(ContainerInput.WORKING_DIRECTORY, value(random, 0))
        .with(
            ContainerInput.VOLUMES,
            random.nextBoolean() ? new ListValue(List.of(volume)) : value(random, 0));
  }

  private static MapValue attack(Random random) {
    MapValue.Builder map = MapValue.builder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      map.put(HOSTILE.get(random.nextInt(HOSTILE.size())), value(random, 0));
    }
    return map.build();
  }

  private static Value value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 3 : 5)) {
      case 0 -> Value.of(true);
      case 1 -> Value.of("host");
      case 2 -> Value.of("/:/host:rw");
      case 3 -> new ListValue(List.of(Value.of("SYS_ADMIN"), value(random, depth + 1)));
      default -> {
        MapValue.Builder map = MapValue.builder();
        map.put(HOSTILE.get(random.nextInt(HOSTILE.size())), value(random, depth + 1));
        yield map.build();
      }
    };
  }
}
