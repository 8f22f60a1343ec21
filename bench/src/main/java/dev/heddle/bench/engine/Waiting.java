package dev.heddle.bench.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * W6: 100 workflows × 1,000 executions that wait, half of them for an answer, half for a time; in a
 * process of its own, and in another one after that.
 */
final class Waiting implements Workload {

  private static final String LESS_MEMORY = "-Xmx1g";
  private static final Metric STARTS =
      Metric.of("W6", "starts of waiting executions", Metric.Unit.PER_SECOND);
  private static final Metric HEAP =
      Metric.of("W6", "heap while they wait", Metric.Unit.MEGABYTES).aim(Aim.atMost(1e9, 500e6));
  private static final Metric RESIDENT =
      Metric.of("W6", "resident memory while they wait", Metric.Unit.MEGABYTES);
  private static final Metric ANSWER =
      Metric.of("W6", "answer to an inquiry, median", Metric.Unit.MILLISECONDS);
  private static final Metric SLOW_ANSWER =
      Metric.of("W6", "answer to an inquiry, p99", Metric.Unit.MILLISECONDS);
  private static final Metric READY =
      Metric.of("W6", "restart to first step", Metric.Unit.SECONDS).aim(Aim.atMost(10, 5));
  private static final Metric HEAP_AGAIN =
      Metric.of("W6", "heap after the restart", Metric.Unit.MEGABYTES).aim(Aim.atMost(1e9, 500e6));
  private static final Metric ANSWER_AGAIN =
      Metric.of("W6", "answer after the restart, median", Metric.Unit.MILLISECONDS);

  private static final int COMMITS = 200;

  private final Site site;

  Waiting(Site site) {
    this.site = site;
  }

  @Override
  public int rounds(int wanted) {
    return 1;
  }

  @Override
  public void measure(Results results) throws Exception {
    Path home = site.directory().resolve("waiting");
    Installation.create(home).close();
    int count = site.options().waiting();
    double commit = site.floor().commit(COMMITS);
    Child.Told first = child(home, count, count / 2);
    results.add(STARTS, count / first.number("seconds"));
    results.add(HEAP, first.number("heap"));
    results.add(RESIDENT, first.number("resident"));
    results.add(ANSWER, first.number("answer"), commit);
    results.add(SLOW_ANSWER, first.number("slow_answer"));
    Child.Told second = child(home, 0, count / 2 - WaitingProcess.ANSWERS);
    results.add(READY, second.ready());
    results.add(HEAP_AGAIN, second.number("heap"));
    results.add(ANSWER_AGAIN, second.number("answer"), commit);
  }

  private static Child.Told child(Path home, int starts, int pending) throws Exception {
    return Child.run(
        WaitingProcess.class,
        List.of(LESS_MEMORY),
        home.toString(),
        String.valueOf(starts),
        String.valueOf(pending));
  }
}
