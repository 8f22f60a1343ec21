package dev.heddle.bench.engine;

import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A process of its own on the same class path: it tells when it is ready, and numbers. */
final class Child {

  private static final String READY = "ready";
  private static final String NUMBERS = "numbers ";

  private Child() {}

  /** In the child: what had to be done first is done. */
  static void ready() {
    System.out.println(READY);
  }

  /** In the child: what it measured. */
  static void tell(MapValue numbers) {
    System.out.println(NUMBERS + Json.write(numbers));
  }

  /** Seconds from the start of the process until it was ready, and what it told. */
  record Told(double ready, MapValue numbers) {
    double number(String name) {
      if (numbers.get(name) instanceof NumberValue number) {
        return number.decimal().doubleValue();
      }
      throw new IllegalStateException("the child did not tell " + name);
    }
  }

  static Value number(double number) {
    return NumberValue.of(BigDecimal.valueOf(number));
  }

  /** Runs {@code main} with the options of this JVM and more. */
  static Told run(Class<?> main, List<String> jvmOptions, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    long from = System.nanoTime();
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    double ready = 0;
    MapValue numbers = MapValue.EMPTY;
    try (BufferedReader lines = child.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(READY)) {
          ready = (System.nanoTime() - from) / 1e9;
        } else if (line.startsWith(NUMBERS)) {
          numbers = (MapValue) Json.read(line.substring(NUMBERS.length()));
        }
      }
    }
    if (child.waitFor() != 0 || ready == 0) {
      throw new IOException(main.getSimpleName() + " failed");
    }
    return new Told(ready, numbers);
  }
}
