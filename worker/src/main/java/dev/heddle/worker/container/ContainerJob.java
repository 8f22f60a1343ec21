package dev.heddle.worker.container;

import dev.heddle.model.ContainerInput;
import dev.heddle.values.BooleanValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a step asks of a container: the only fields that ever reach an engine (security row 9).
 * Secrets are in clear here, so it is never shown.
 *
 * @param command program and arguments; empty for what the image does by itself
 * @param nanoCpus billionths of a processor
 * @param memory bytes
 * @param credentials those given with the execution first
 */
record ContainerJob(
    String image,
    List<String> command,
    Map<String, String> environment,
    List<Volume> volumes,
    Optional<String> workingDirectory,
    Optional<Long> nanoCpus,
    Optional<Long> memory,
    List<Credentials> credentials) {

  ContainerJob {
    command = List.copyOf(command);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    volumes = List.copyOf(volumes);
    credentials = List.copyOf(credentials);
  }

  /** A directory or file of the host in the container. */
  record Volume(String source, String target, boolean readOnly) {}

  /**
   * A login to a private registry.
   *
   * @param registry the host it is for; empty for that of the image
   */
  record Credentials(Optional<String> registry, String username, String password) {
    @Override
    public String toString() {
      return "Credentials[" + registry.orElse("") + "]";
    }
  }

  @Override
  public String toString() {
    return "ContainerJob[" + image + "]";
  }

  /**
   * Reads the rendered input of a step; what is not listed here is ignored.
   *
   * @throws IllegalArgumentException if it has no image
   */
  static ContainerJob of(MapValue input) {
    return new ContainerJob(
        text(input, ContainerInput.IMAGE)
            .orElseThrow(() -> new IllegalArgumentException("a container needs an image")),
        texts(input.get(ContainerInput.COMMAND)),
        environment(input.get(ContainerInput.ENVIRONMENT)),
        volumes(input.get(ContainerInput.VOLUMES)),
        text(input, ContainerInput.WORKING_DIRECTORY),
        number(input, ContainerInput.NANO_CPUS),
        number(input, ContainerInput.MEMORY),
        credentials(input));
  }

  private static Optional<String> text(MapValue map, String key) {
    return map.getOr(key, Value.nothing()).plain() instanceof TextValue text
        ? Optional.of(text.text())
        : Optional.empty();
  }

  private static Optional<Long> number(MapValue map, String key) {
    return map.getOr(key, Value.nothing()).plain() instanceof IntegerValue number
        ? Optional.of(number.number())
        : Optional.empty();
  }

  private static List<String> texts(@Nullable Value value) {
    List<String> texts = new ArrayList<>();
    if (value != null && value.plain() instanceof ListValue list) {
      for (Value item : list.items()) {
        if (item.plain() instanceof TextValue text) {
          texts.add(text.text());
        }
      }
    }
    return texts;
  }

  private static Map<String, String> environment(@Nullable Value value) {
    Map<String, String> variables = new LinkedHashMap<>();
    if (value != null && value.plain() instanceof MapValue map) {
      map.keys().forEach(name -> text(map, name).ifPresent(text -> variables.put(name, text)));
    }
    return variables;
  }

  private static List<Volume> volumes(@Nullable Value value) {
    List<Volume> volumes = new ArrayList<>();
    if (value != null && value.plain() instanceof ListValue list) {
      for (Value item : list.items()) {
        if (item.plain() instanceof MapValue map) {
          volumes.add(
              new Volume(
                  text(map, "source").orElse(""),
                  text(map, "target").orElse(""),
                  map.getOr("read_only", Value.of(false)).plain().equals(BooleanValue.TRUE)));
        }
      }
    }
    return volumes;
  }

  private static List<Credentials> credentials(MapValue input) {
    List<Credentials> all = new ArrayList<>();
    for (String key : List.of(ContainerInput.CREDENTIALS, ContainerInput.REGISTRY_CREDENTIALS)) {
      if (input.getOr(key, Value.nothing()).plain() instanceof MapValue map) {
        all.add(
            new Credentials(
                text(map, "registry"),
                text(map, "username").orElse(""),
                text(map, "password").orElse("")));
      }
    }
    return all;
  }
}
