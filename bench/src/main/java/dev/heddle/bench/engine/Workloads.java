package dev.heddle.bench.engine;

import dev.heddle.dialects.flow.FlowDialect;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** The workflows that are measured. */
final class Workloads {

  static final int CHAIN = 100;
  static final int FAN = 1_000;
  static final int MANY = 1_000;
  static final int SHORT = 3;

  private final Installation installation;
  private final long chain;
  private final long fan;
  private final long shortChain;

  Workloads(Installation installation) {
    this.installation = installation;
    this.chain = add(chain(CHAIN));
    this.fan = add(fan(FAN));
    this.shortChain = add(chain(SHORT));
  }

  private long add(String yaml) {
    return switch (FlowDialect.compile(new SourceText("bench.yaml", yaml))) {
      case Compilation.Compiled compiled -> installation.catalog().add(compiled.workflow());
      case Compilation.Refused refused ->
          throw new IllegalStateException(String.valueOf(refused.diagnostics()));
    };
  }

  private static String head(String name) {
    return "ref: bench." + name + "\nlabel: Bench\nversion: '1'\ntasks:\n";
  }

  private static String chain(int length) {
    StringBuilder yaml = new StringBuilder(head("chain_" + length));
    for (int i = 0; i < length; i++) {
      yaml.append("  - {name: t").append(i).append(", action: core.noop");
      if (i < length - 1) {
        yaml.append(", on_success: t").append(i + 1);
      }
      yaml.append("}\n");
    }
    return yaml.toString();
  }

  private static String fan(int width) {
    StringBuilder yaml = new StringBuilder(head("fan"));
    StringBuilder targets = new StringBuilder();
    for (int i = 0; i < width; i++) {
      targets.append(i == 0 ? "" : ", ").append('t').append(i);
      yaml.append("  - {name: t").append(i).append(", action: core.noop, on_success: join}\n");
    }
    yaml.append("  - {name: start, action: core.noop, on_success: [")
        .append(targets)
        .append("]}\n");
    yaml.append("  - {name: join, action: core.noop, join: all}\n");
    return yaml.toString();
  }

  void warmUp() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      run(chain, 10);
      run(fan, 1);
      run(shortChain, MANY);
    }
  }

  /** Seconds for one chain of 100. */
  double chain() throws InterruptedException {
    return run(chain, 1);
  }

  /** Seconds for one fan-out of 1,000 and its join. */
  double fan() throws InterruptedException {
    return run(fan, 1);
  }

  /** Seconds for 1,000 workflows of 3 steps. */
  double many() throws InterruptedException {
    return run(shortChain, MANY);
  }

  private double run(long definition, int count) throws InterruptedException {
    CountDownLatch left = new CountDownLatch(count);
    Set<ExecutionId> ended = ConcurrentHashMap.newKeySet();
    long from = System.nanoTime();
    try (var _ =
        installation
            .engine()
            .watchEnds(execution -> {
              if (ended.add(execution)) {
                left.countDown();
              }
            })) {
      for (int i = 0; i < count; i++) {
        var _ =
            installation
                .engine()
                .start(definition, MapValue.EMPTY, Execution.Origin.startedBy("bench"));
      }
      left.await();
    }
    return (System.nanoTime() - from) / 1e9;
  }
}
