package dev.heddle.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The workflows that are measured, as a pack like any other. */
final class BenchPack {

  /** How many workflows wait in W6: the even ones for an answer, the odd ones for a time. */
  static final int WAITING = 100;

  private final Path workflows;

  private BenchPack(Path workflows) {
    this.workflows = workflows;
  }

  /** Writes the pack into a new directory and returns that. */
  static Path write(Path pack) throws IOException {
    Path actions = Files.createDirectories(pack.resolve("actions"));
    Files.writeString(
        pack.resolve("pack.yaml"), "ref: bench\nlabel: Bench\nversion: '1'\ndescription: Load\n");
    Files.copy(Path.of("/bin/true"), actions.resolve("true"));
    Files.writeString(
        actions.resolve("nothing.yaml"),
        """
        ref: bench.nothing
        label: Nothing
        runner_type: native
        entry_point: "true"
        """);
    new BenchPack(Files.createDirectories(pack.resolve("workflows"))).writeWorkflows();
    return pack;
  }

  private void writeWorkflows() throws IOException {
    write("single", chain(1));
    write("short", chain(Throughput.STEPS));
    write("chain", chain(Chain.STEPS));
    write("short_elsewhere", elsewhere(chain(Throughput.STEPS)));
    write("chain_elsewhere", elsewhere(chain(Chain.STEPS)));
    write("fan_elsewhere", elsewhere(fan(FanOut.WIDTH)));
    write("relaxed", "durability: relaxed\n", chain(Chain.STEPS));
    write("fan", fan(FanOut.WIDTH));
    write("items", items("core.noop", Iteration.WIDTH, Iteration.WIDTH));
    write("programs", items("bench.nothing", Programs.COUNT, Programs.COUNT));
    for (int i = 0; i < WAITING; i++) {
      write("waiting_" + i, i % 2 == 0 ? inquiry(i) : sleep(i));
    }
  }

  private void write(String name, String tasks) throws IOException {
    write(name, "", tasks);
  }

  private void write(String name, String fields, String tasks) throws IOException {
    Files.writeString(
        workflows.resolve(name + ".yaml"),
        "ref: bench.%s\nlabel: Bench\nversion: '1'\n%stasks:\n%s".formatted(name, fields, tasks));
  }

  private static String chain(int length) {
    return IntStream.range(0, length)
        .mapToObj(i ->
            "  - {name: t%d, action: core.noop%s}\n"
                .formatted(i, i < length - 1 ? ", on_success: t" + (i + 1) : ""))
        .collect(Collectors.joining());
  }

  /** The same for workers of another queue than the server's own. */
  private static String elsewhere(String tasks) {
    return tasks.replace(
        "action: core.noop",
        "action: core.noop, worker_selector: {queue: %s}".formatted(WorkerProcess.QUEUE));
  }

  private static String fan(int width) {
    return IntStream.range(0, width)
        .mapToObj("t%d"::formatted)
        .collect(
            Collectors.joining(
                ", ",
                "  - {name: start, action: core.noop, on_success: [",
                "]}\n  - {name: join, action: core.noop, join: all}\n"))
        .concat(
            IntStream.range(0, width)
                .mapToObj("  - {name: t%d, action: core.noop, on_success: join}\n"::formatted)
                .collect(Collectors.joining()));
  }

  private static String items(String action, int width, int concurrency) {
    return """
      - name: each
        action: %s
        with_items: "{{ range(%d) }}"
        concurrency: %d
    """
        .formatted(action, width, concurrency);
  }

  private static String inquiry(int number) {
    return """
      - name: ask
        action: core.inquiry
        input: {prompt: "May number %d go on?"}
        on_success: end
      - {name: end, action: core.noop}
    """
        .formatted(number);
  }

  private static String sleep(int number) {
    return """
      - name: wait
        action: core.sleep
        input: {seconds: %d}
        on_success: end
      - {name: end, action: core.noop}
    """
        .formatted(86_400 + number);
  }
}
