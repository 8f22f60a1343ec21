package dev.heddle.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One task of a random flow, and how it looks in YAML. */
final class RandomTask {

  private final Random random;
  private final Mode mode;
  private final String name;
  private final Kind kind;
  private final List<String> targets = new ArrayList<>();
  private List<String> predecessors = List.of();
  private String join = "";
  private boolean waitsForFirst;
  private boolean isAsked;
  private final boolean leadsOnEachTurn;
  private boolean isRepeated;

  enum Kind {
    ACTION,
    ITERATION,
    SLEEP,
    INQUIRY,
    GROUP,
    LOOP,
    NESTED
  }

  RandomTask(Random random, Mode mode, String name, Kind kind) {
    this.random = random;
    this.mode = mode;
    this.name = name;
    this.kind = kind;
    this.leadsOnEachTurn = kind == Kind.LOOP && mode == Mode.WILD && random.nextInt(3) == 0;
  }

  /** Whether what it leads to starts more than once. */
  boolean repeats() {
    return isRepeated || leadsOnEachTurn;
  }

  /** Something before it is repeated. */
  void startAgain() {
    isRepeated = true;
  }

  String name() {
    return name;
  }

  void leadTo(String target) {
    targets.add(target);
  }

  /** It is reached from these; several need a rule for when it starts. */
  void follow(List<String> from) {
    predecessors = from;
    if (from.size() > 1) {
      join =
          switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "2";
            default -> "all";
          };
    }
  }

  /** It begins when the question of the first task has been answered. */
  void waitForFirst() {
    waitsForFirst = kind == Kind.ACTION;
  }

  /** Others wait for this question, so it must have been asked before they look. */
  void askAtOnce() {
    isAsked = true;
  }

  /** Whether what it reads of its predecessor is the same in every run. */
  private boolean mayRead() {
    return !isRepeated
        && (predecessors.size() == 1
            || (!predecessors.isEmpty() && (join.equals("all") || mode == Mode.WILD)));
  }

  void write(StringBuilder yaml, List<String> nested) {
    yaml.append("  - name: ").append(name).append('\n');
    String indent = "    ";
    if (!join.isEmpty()) {
      yaml.append(indent).append("join: ").append(join).append('\n');
    }
    if (mayRead() && kind != Kind.GROUP && random.nextInt(6) == 0) {
      yaml.append(indent)
          .append("when: \"{{ (task.")
          .append(predecessors.getFirst())
          .append(".result.n | default(1)) % 2 == 1 }}\"\n");
    }
    if (waitsForFirst) {
      yaml.append(indent).append("wait_for: {inquiry: \"{{ system.execution_id }}.0.1-1\"}\n");
    }
    work(yaml, indent, nested);
    if (kind == Kind.LOOP) {
      loop(yaml, indent);
      return;
    }
    if (targets.isEmpty() && random.nextInt(3) > 0) {
      return;
    }
    transitions(yaml, indent);
  }

  private void work(StringBuilder yaml, String indent, List<String> nested) {
    switch (kind) {
      case ACTION, LOOP -> {
        yaml.append(indent).append("action: sim.work\n");
        input(yaml, indent);
        retry(yaml, indent);
        delay(yaml, indent);
      }
      case ITERATION -> {
        yaml.append(indent).append("action: sim.each\n");
        iteration(yaml, indent);
        retry(yaml, indent);
      }
      case SLEEP -> {
        yaml.append(indent).append("action: core.sleep\n");
        yaml.append(indent).append("input: {seconds: %d}\n".formatted(random.nextInt(20)));
        limit(yaml, indent);
      }
      case INQUIRY -> {
        yaml.append(indent).append("action: core.inquiry\n");
        String timeout =
            random.nextInt(isAsked ? 6 : 3) == 0
                ? ", timeout: %d".formatted(5 + random.nextInt(60))
                : "";
        yaml.append(indent).append("input: {prompt: 'Go on?'%s}\n".formatted(timeout));
      }
      case GROUP -> group(yaml, indent);
      case NESTED -> {
        String ref = nested.get(random.nextInt(nested.size()));
        yaml.append(indent).append("action: ").append(ref).append('\n');
        retry(yaml, indent);
        limit(yaml, indent);
      }
    }
  }

  private void input(StringBuilder yaml, String indent) {
    if (mayRead() && random.nextBoolean()) {
      yaml.append(indent)
          .append("input: {from: \"{{ task.")
          .append(predecessors.getFirst())
          .append(".result.n | default('none') }}\"}\n");
    }
  }

  private void retry(StringBuilder yaml, String indent) {
    if (random.nextInt(3) == 0) {
      String backoff = List.of("constant", "linear", "exponential").get(random.nextInt(3));
      yaml.append(indent)
          .append(
              "retry: {count: %d, delay: %d, backoff: %s, max_delay: 60%s}\n"
                  .formatted(1 + random.nextInt(3), random.nextInt(3) * 5, backoff, jitter()));
    }
  }

  /** How long a pause is then differs from engine to engine. */
  private String jitter() {
    return mode == Mode.WILD && random.nextInt(3) == 0 ? ", jitter: 0.5" : "";
  }

  /** A time limit that the engine itself watches: whether it passes depends on the clock. */
  private void limit(StringBuilder yaml, String indent) {
    if (mode == Mode.WILD && random.nextInt(3) == 0) {
      yaml.append(indent).append("timeout: ").append(1 + random.nextInt(15)).append('\n');
    }
  }

  private void delay(StringBuilder yaml, String indent) {
    if (random.nextInt(8) == 0) {
      yaml.append(indent).append("delay: ").append(1 + random.nextInt(9)).append('\n');
    }
  }

  private void iteration(StringBuilder yaml, String indent) {
    StringBuilder items = new StringBuilder();
    int count = random.nextInt(7);
    for (int item = 0; item < count; item++) {
      items.append(item == 0 ? "" : ", ").append(item * 10);
    }
    yaml.append(indent).append("with_items: \"{{ [").append(items).append("] }}\"\n");
    yaml.append(indent).append("input: {item: \"{{ item }}\", at: \"{{ index }}\"}\n");
    if (random.nextBoolean()) {
      yaml.append(indent).append("concurrency: ").append(1 + random.nextInt(4)).append('\n');
    }
    if (random.nextInt(3) == 0) {
      yaml.append(indent).append("batch_size: ").append(1 + random.nextInt(3)).append('\n');
      if (random.nextBoolean()) {
        yaml.append(indent).append("batch_mode: list\n");
      }
    }
  }

  private void group(StringBuilder yaml, String indent) {
    yaml.append(indent).append("type: parallel\n").append(indent).append("tasks:\n");
    int members = 1 + random.nextInt(3);
    String inner = indent + "    ";
    for (int member = 0; member < members; member++) {
      yaml.append(indent).append("  - name: %s_%d\n".formatted(name, member));
      if (random.nextInt(4) == 0) {
        yaml.append(inner).append("action: core.sleep\n");
        yaml.append(inner).append("input: {seconds: 3}\n");
      } else {
        yaml.append(inner).append("action: sim.member\n");
        retry(yaml, inner);
      }
      if (member + 1 < members && random.nextBoolean()) {
        yaml.append(inner).append("on_complete: %s_%d\n".formatted(name, member + 1));
      }
    }
  }

  /** Repeats itself a few times, then goes on: the way out is looked at first. */
  private void loop(StringBuilder yaml, String indent) {
    int rounds = 1 + random.nextInt(3);
    String way = String.join(", ", targets);
    yaml.append(indent).append("next:\n");
    yaml.append(indent)
        .append("  - when: \"{{ not succeeded() or vars.c_%s >= %d }}\"\n".formatted(name, rounds));
    yaml.append(indent).append("    do: [%s]\n".formatted(way));
    String more =
        mode == Mode.WILD && random.nextInt(4) == 0
            ? "vars.c_%s < %d".formatted(name, rounds)
            : "succeeded() and vars.c_%s < %d".formatted(name, rounds);
    yaml.append(indent).append("  - when: \"{{ %s }}\"\n".formatted(more));
    yaml.append(indent)
        .append("    publish: {c_%s: \"{{ vars.c_%s + 1 }}\"}\n".formatted(name, name));
    String each = leadsOnEachTurn && !targets.isEmpty() ? ", " + way : "";
    yaml.append(indent).append("    do: [").append(name).append(each).append("]\n");
  }

  private void transitions(StringBuilder yaml, String indent) {
    boolean publishes = kind != Kind.GROUP && random.nextInt(3) == 0;
    String counter = "c_" + name;
    switch (random.nextInt(4)) {
      case 0 -> {
        publish(yaml, indent, publishes, counter);
        yaml.append(indent).append("decision:\n");
        if (targets.size() > 1) {
          yaml.append(indent)
              .append("  - when: \"{{ (task.%s.result.n | default(0)) > 4 }}\"\n".formatted(name));
          yaml.append(indent).append("    next: ").append(targets.getFirst()).append('\n');
        }
        yaml.append(indent).append("  - {default: true, next: [%s]}\n".formatted(rest()));
      }
      case 1 -> {
        yaml.append(indent).append("next:\n");
        for (String target : targets) {
          String when =
              List.of("succeeded()", "failed() or timed_out()", "true").get(random.nextInt(3));
          yaml.append(indent).append("  - when: \"{{ %s }}\"\n".formatted(when));
          if (publishes) {
            yaml.append(indent)
                .append("    publish: {%s: \"{{ vars.%s + 1 }}\"}\n".formatted(counter, counter));
          }
          yaml.append(indent).append("    do: ").append(target).append('\n');
        }
        if (targets.isEmpty()) {
          yaml.append(indent).append("  - publish: {%s: 7}\n".formatted(counter));
        }
      }
      default -> {
        publish(yaml, indent, publishes, counter);
        legacy(yaml, indent);
      }
    }
  }

  private static void publish(
      StringBuilder yaml, String indent, boolean publishes, String counter) {
    if (publishes) {
      yaml.append(indent)
          .append("publish:\n")
          .append(indent)
          .append("  - %s: \"{{ vars.%s + 1 }}\"\n".formatted(counter, counter));
    }
  }

  private String rest() {
    return String.join(", ", targets.size() > 1 ? targets.subList(1, targets.size()) : targets);
  }

  private void legacy(StringBuilder yaml, String indent) {
    List<List<String>> ways = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    targets.forEach(
        target -> ways.get(random.nextInt(10) < 6 ? 0 : 1 + random.nextInt(2)).add(target));
    List<String> keys = List.of("on_success", "on_complete", "on_failure");
    for (int i = 0; i < keys.size(); i++) {
      if (!ways.get(i).isEmpty()) {
        yaml.append(indent)
            .append(keys.get(i))
            .append(": [%s]\n".formatted(String.join(", ", ways.get(i))));
      }
    }
  }
}
