package dev.heddle.bench.engine;

import java.util.Locale;

/** All workloads by the names they have in reports. */
enum Workloads {
  W1,
  W2,
  W3,
  W4,
  W5,
  W6,
  W7,
  W8,
  W9,
  W10;

  Workload on(Site site) {
    return switch (this) {
      case W1 -> new Chain(site);
      case W2 -> new FanOut(site);
      case W3 -> new Throughput(site);
      case W4 -> new ColdStart(site);
      case W5 -> new Iteration(site);
      case W6 -> new Waiting(site);
      case W7 -> new Growth(site);
      case W8 -> new Programs(site);
      case W9 -> new Starts(site);
      case W10 -> new Webhooks(site);
    };
  }

  /**
   * @throws IllegalArgumentException if there is none of that name
   */
  static Workloads named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (Workloads workload : values()) {
      if (workload.name().equals(upper)) {
        return workload;
      }
    }
    throw new IllegalArgumentException("there is no workload or option " + name);
  }
}
