package dev.heddle.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/** Writes flows that are valid by construction; the same for the same random numbers. */
final class RandomFlow {

  private final Random random;
  private final Mode mode;
  private final List<String> nested;
  private final List<RandomTask> tasks = new ArrayList<>();

  /**
   * @param nested refs of workflows that tasks may call
   */
  RandomFlow(Random random, Mode mode, List<String> nested) {
    this.random = random;
    this.mode = mode;
    this.nested = nested;
  }

  String write(String ref, int size) {
    boolean asks = random.nextInt(5) == 0;
    for (int number = 0; number < size; number++) {
      RandomTask.Kind kind = asks && number == 0 ? RandomTask.Kind.INQUIRY : kind();
      tasks.add(new RandomTask(random, mode, "t" + number, kind));
    }
    if (asks) {
      tasks.getFirst().askAtOnce();
      tasks.stream().skip(1).filter(_ -> random.nextInt(3) == 0).forEach(RandomTask::waitForFirst);
    }
    for (int number = 1; number < size; number++) {
      connect(number);
    }
    StringBuilder yaml = new StringBuilder();
    yaml.append("ref: ").append(ref).append("\nlabel: Simulated\nversion: '1'\n");
    if (mode == Mode.WILD && random.nextInt(6) == 0) {
      yaml.append("timeout: ").append(1 + random.nextInt(60)).append('\n');
    }
    if (random.nextBoolean()) {
      yaml.append("cancellation_policy: cancel_running\n");
    }
    if (random.nextInt(4) == 0) {
      yaml.append("durability: relaxed\n");
    }
    StringJoiner counters = new StringJoiner(", ", "vars: {", "}\n");
    tasks.forEach(task -> counters.add("c_" + task.name() + ": 0"));
    yaml.append(counters).append("tasks:\n");
    tasks.forEach(task -> task.write(yaml, nested));
    yaml.append("output_map:\n");
    for (RandomTask task : tasks) {
      yaml.append(
          "  s_%s: \"{{ task.%s.status | default('none') }}\"\n"
              .formatted(task.name(), task.name()));
      yaml.append(
          "  n_%s: \"{{ task.%s.result.n | default('none') }}\"\n"
              .formatted(task.name(), task.name()));
      yaml.append("  c_%s: \"{{ vars.c_%s }}\"\n".formatted(task.name(), task.name()));
    }
    return yaml.toString();
  }

  private RandomTask.Kind kind() {
    int roll = random.nextInt(100);
    if (roll < 48) {
      return RandomTask.Kind.ACTION;
    }
    if (roll < 63) {
      return RandomTask.Kind.ITERATION;
    }
    if (roll < 70) {
      return RandomTask.Kind.SLEEP;
    }
    if (roll < 78) {
      return RandomTask.Kind.INQUIRY;
    }
    if (roll < 86) {
      return RandomTask.Kind.GROUP;
    }
    if (roll < 93) {
      return RandomTask.Kind.LOOP;
    }
    return nested.isEmpty() ? RandomTask.Kind.ACTION : RandomTask.Kind.NESTED;
  }

  /** Some earlier tasks lead to this one; a few tasks stay entry points. */
  private void connect(int number) {
    if (random.nextInt(8) == 0) {
      return;
    }
    int wanted = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
    List<Integer> from = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      int candidate = random.nextBoolean() ? number - 1 : random.nextInt(number);
      if (!from.contains(candidate)) {
        from.add(candidate);
        tasks.get(candidate).leadTo("t" + number);
      }
    }
    List<String> names = from.stream().map(position -> "t" + position).toList();
    tasks.get(number).follow(names);
    if (from.stream().anyMatch(position -> tasks.get(position).repeats())) {
      tasks.get(number).startAgain();
    }
  }
}
